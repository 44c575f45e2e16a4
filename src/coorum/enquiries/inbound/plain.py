"""Text out of what a mail carries: any charset, HTML without its tags, no control characters, no more than can be read."""

import re
import unicodedata
from email.message import EmailMessage
from html.parser import HTMLParser

MOST = 20_000
#: What a charset that is named (or not) really is: supersets first, since mailers name the smaller one.
_REALLY = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
}
_BREAKING = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "hr"}
_UNSEEN = {"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]")


def text_of(part: EmailMessage) -> str:
    """The words of a text part. A charset that is missing, unknown or untrue is guessed; nothing raises."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else str(payload or "").encode("utf-8", "replace")
    words = decoded(content[: MOST * 8], str(part.get_content_charset("") or ""))
    return without_tags(words) if part.get_content_type() == "text/html" else words


def decoded(content: bytes, named: str) -> str:
    """The bytes as text: by the charset named, or by those that Japanese mail is written in."""
    named = named.lower().strip()
    is_switched = b"\x1b$" in content  # seven bits with escapes: every charset reads it, and one understands it
    guesses = ["iso2022_jp_ext" if is_switched else "", _REALLY.get(named, named), "utf-8", "cp932", "euc_jp"]
    for charset in filter(None, guesses):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeError):  # the next one, then
            continue
    return content.decode("utf-8", "replace")


def without_tags(html: str) -> str:
    """What somebody would see of this HTML, as plain lines. Scripts, styles and comments are gone; links lose their address."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)


def tidy(text: str, most: int = MOST) -> tuple[str, bool]:
    """The text without control characters and towers of blank lines, at most so long; and whether it was cut."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"[^\S\n]+\n", "\n", unicodedata.normalize("NFC", text[: most * 2]))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return text[:most].rstrip(), len(text) > most


def line(text: str, most: int) -> str:
    """One line of at most so many characters."""
    return " ".join(tidy(text, most * 2)[0].split())[:most]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  its signature
        self._unseen += tag in _UNSEEN
        if tag in _BREAKING:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BREAKING - {"br", "hr"}:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(re.sub(r"\s+", " ", data))
