"""The product's own texts: what a provider and an operator publish, as templates in numbered text.

Each file is read by the same reader as any imported policy, so there is one form. `{names}` in braces are filled by
`filling.fill`; `{{marks}}` are what registers say (`registers.py`). A published text is never edited: a change is a new
file under the next number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from coorum.consent.documents import Document
from coorum.consent.reading import read_policy
from coorum.consent.texts.filling import MissingValues, day_words, fill, placeholders
from coorum.consent.texts.registers import Of, spoken

LANGUAGES = ("ja", "en")

__all__ = ["LANGUAGES", "TEXTS", "MissingValues", "Of", "Text", "day_words", "fill", "placeholders", "template", "text"]


@dataclass(frozen=True, slots=True)
class Text:
    """One version of one text. `kind` is a PolicyKind, `change` a ChangeClass, `summary` what changed, by language."""

    kind: str
    number: str
    change: str
    summary: Mapping[str, str]

    def in_language(self, language: str) -> Document:
        """The template, its placeholders still in it."""
        return template(self.kind, self.number, language)


_FIRST = {"ja": "最初の版です。", "en": "The first version."}

TEXTS = (
    Text("provider_policy", "1.0", "first", _FIRST),
    Text(
        "provider_policy",
        "1.1",
        "N1",
        {
            "ja": "退会後の情報とアクセスログを保存する期間の数え方を明らかにし、お問い合わせへのお返事の目安を加えました。",
            "en": "Says from which day the periods for information after leaving and for access logs are counted, "
            "and by when we aim to answer enquiries.",
        },
    ),
    Text(
        "provider_policy",
        "1.2",
        "N2",
        {
            "ja": "ほかのサービスのアカウントで登録またはログインされるとき、およびパスキーや二段階認証を登録されるときに"
            "お預かりする情報を加えました。",
            "en": "Says what we keep where you register or sign in with an account of another service, and where you add "
            "a passkey or a second factor.",
        },
    ),
    Text(
        "provider_policy",
        "1.3",
        "N2",
        {
            "ja": "年齢の区分をお尋ねするコミュニティでお預かりする情報と、15歳以下の方の保護者の同意、および運営事業者の"
            "顧客IDを使って登録またはログインされるときにお預かりする情報、ならびにお知らせの受け取り方の設定について加えました。",
            "en": "Says what communities keep that ask for age bands, how a guardian agrees for whoever is 15 or younger, and "
            "what we keep where you register or sign in with your customer ID at an operator, and how you want to be told "
            "of notices.",
        },
    ),
    Text(
        "provider_policy",
        "1.4",
        "N2",
        {
            "ja": "運営事業者が設けるプロフィール項目にお答えいただいたときにお預かりする情報について加えました。"
            "お答えは任意です。",
            "en": "Says what we keep where you answer profile fields that an operator has set up. Nobody has to answer.",
        },
    ),
    Text("provider_terms", "1.0", "first", _FIRST),
    Text("operator_policy", "1.0", "first", _FIRST),
    Text("operator_terms", "1.0", "first", _FIRST),
)


def text(kind: str, number: str) -> Text:
    """One entry of TEXTS. Raises LookupError."""
    for each in TEXTS:
        if (each.kind, each.number) == (kind, number):
            return each
    raise LookupError(f"There is no text {kind} {number}")


def template(kind: str, number: str, language: str, of: Of = Of.PROGRAM) -> Document:
    """A text of the product in "ja" or "en", with what the registers say. Raises FileNotFoundError."""
    return _read(spoken(_source(kind, number, language), language, of))


@cache
def _source(kind: str, number: str, language: str) -> str:
    return (files(__name__) / f"{kind}-{number}.{language}.txt").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def _read(text: str) -> Document:
    return read_policy(text).document
