"""Which addresses a post may link to, and which of them lead out of the house."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit
from uuid import UUID

import nh3
from markdown_it.common.utils import escapeHtml

PICTURE = re.compile(r"picture:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\Z")
SCHEMES = {"http", "https", "mailto"}
_NET = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)
_LONGEST = 2_000
_HERE = re.compile(r"(?:/(?![/\\])[!-~]*|#[\w.-]*)\Z", re.ASCII)
_MAIL = re.compile(r"mailto:[\w.+%-]+@[\w.-]+\Z", re.ASCII)
_WEB = re.compile(r"https?://[!-~]+\Z", re.IGNORECASE)
# Only what RFC 3986 allows unencoded: in Japanese the sentence goes on right behind the address.
_BARE = re.compile(r"(?<![\w@/])https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE | re.ASCII)


def is_linkable(url: str) -> bool:
    """Whether a link may lead there: the web, a mailbox, a place on this host, or a picture of ours.

    An address with a user part is none: `https://bank.example@evil.example` says one thing and does another.
    """
    if len(url) > _LONGEST:
        return False
    if _HERE.match(url) or PICTURE.match(url):
        return True
    return bool(_MAIL.match(url) or _web_host(url)) and _passes_the_net(url)


def is_outbound(url: str, own_hosts: Collection[str]) -> bool:
    """Whether the link leaves the house: any web address whose host (with its port, if it has one) is not ours."""
    return _web_host(url) is not None and urlsplit(url).netloc.lower() not in own_hosts


def picture_id(url: str) -> UUID | None:
    """The picture that `picture:<uuid>` names."""
    found = PICTURE.match(url)
    return UUID(found[1]) if found else None


def split_bare(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, each with whether it is a web address; punctuation behind one belongs to the text."""
    done = 0
    for found in _BARE.finditer(text):
        url = _without_tail(found[0])
        if not is_linkable(url):
            continue
        if found.start() > done:
            yield text[done : found.start()], False
        yield url, True
        done = found.start() + len(url)
    if done < len(text):
        yield text[done:], False


def _passes_the_net(url: str) -> bool:
    """Whether the net below would leave the address in its link: asked here, no link is left without one."""
    return "href" in _NET.clean(f'<a href="{escapeHtml(url)}"></a>')


def _without_tail(url: str) -> str:
    """Without the full stop of the sentence, and without a bracket that was opened before the address."""
    url = url.rstrip(".,:;!?'*_~")
    while url.endswith((")", "]")) and url.count(url[-1]) > url.count("(" if url[-1] == ")" else "["):
        url = url[:-1].rstrip(".,:;!?'*_~")
    return url


def _web_host(url: str) -> str | None:
    if not _WEB.match(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    named = parts.hostname and "@" not in parts.netloc and "\\" not in parts.netloc and port != 0
    return parts.hostname if named else None
