"""What should not be written into a free text: numbers that open doors, and what the law calls for special care.

Individual numbers must not even be collected (番号法 20), card numbers have no business here: texts with either are refused.
What tells of somebody's health, creed, crimes and the like (要配慮個人情報, APPI 2(3)) is only noticed: people may publish
it themselves (APPI 20(2)(vii)), and whoever receives it unasked keeps it apart until somebody has decided.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum import luhn
from stdnum.jp import in_ as individual_number

from coorum.base.errors import Refused


class Care(models.TextChoices):
    """Kinds of information that call for special care (APPI 2(3), order 2)."""

    HEALTH = "health", _("illness, disability or treatment")
    CREED = "creed", _("creed")
    CRIME = "crime", _("crimes, committed or suffered")
    ORIGIN = "origin", _("race or social status")


@dataclass(frozen=True, slots=True)
class Noticed:
    """A kind that calls for care, and the word by which it was noticed."""

    kind: Care
    word: str


#: Twelve digits or more in groups, but no part of an id or an address: those stand beside letters, hyphens and slashes.
_DIGITS = re.compile(r"(?<![0-9A-Za-z_/=-])[0-9](?:[ -]?[0-9]){11,18}(?![0-9A-Za-z_-])")
#: Words by which somebody tells such a thing of a person. Few and plain: what is noticed wrongly costs a press of a button.
_WORDS = {
    Care.HEALTH: (
        "うつ病 鬱病 双極性障害 統合失調症 発達障害 適応障害 パニック障害 摂食障害 てんかん 糖尿病 肝炎 白血病 認知症 癌 "
        "HIV 持病 病歴 通院中 入院中 投薬 障害者手帳 精神科 診断され 健康診断の結果 がん(?:患者|です|になり|と診断)",
        "depression bipolar schizophrenia epilepsy diabetes hepatitis leukemia dementia cancer disabled diagnosed",
    ),
    Care.CREED: (
        "信者です 信仰して 入信 改宗 教徒です 宗教は 支持政党 党員です",
        "my.religion my.faith converted.to party.member",
    ),
    Care.CRIME: (
        "前科 前歴 逮捕され 服役 執行猶予 保護観察 犯罪の?被害",
        "criminal.record convicted arrested on.parole victim.of.a.crime",
    ),
    Care.ORIGIN: ("被差別部落 同和地区 在日(?:韓国|朝鮮|中国|外国)人です アイヌ民族です", "ethnic.origin my.race"),
}


def _pattern(japanese: str, english: str) -> re.Pattern[str]:
    return re.compile(f"{'|'.join(japanese.split())}|\\b(?:{'|'.join(english.split())})\\b", re.IGNORECASE)


_PATTERNS = {kind: _pattern(*words) for kind, words in _WORDS.items()}


def noticed_in(text: str) -> list[Noticed]:
    """What in `text` calls for special care, each kind once."""
    plain = unicodedata.normalize("NFKC", text)
    found = [(kind, pattern.search(plain)) for kind, pattern in _PATTERNS.items()]
    return [Noticed(kind, match[0]) for kind, match in found if match]


#: Words by which a question asks for what nobody here may ask: special care (APPI 20(2)), and what opens doors.
_ASKED = _pattern(
    "病 既往症 症状 障害 障がい 入院 服薬 お薬 健康 診断 妊娠 アレルギー 血液型 体重 宗教 信仰 宗派 信条 思想 政党 投票先 "
    "労働組合 犯罪 前科 逮捕歴 人種 民族 本籍 出自 国籍 性的指向 性自認 マイナンバー 個人番号 免許証 旅券 パスポート 保険証 "
    "年金番号 カード番号 クレジットカード 口座 暗証番号 パスワード 秘密の質問 合言葉",
    "illness disease medical health diagnosis medication disabilit(?:y|ies) pregnan(?:t|cy) allerg(?:y|ies|ic) blood.type "
    "religion religious faith creed politic(?:s|al) trade.union criminal convicted arrest(?:s|ed)? ethnic(?:ity)? nationality "
    "your.race sexual.orientation gender.identity my.?number individual.number passport driver'?s.licen[cs]e social.security "
    "insurance.number card.number credit.card bank.account pin.(?:code|number) password",
)


def ensure_may_be_asked(text: str, *, field: str | None = None) -> None:
    """Raises `Refused("asks_too_much")` where a question, its hint or a choice asks for what calls for special care
    (policy 2(4)), or for a number or word that opens doors; and what `ensure_no_numbers` raises.
    """
    ensure_no_numbers(text, field=field)
    plain = unicodedata.normalize("NFKC", text)
    found = _ASKED.search(plain)
    noticed = noticed_in(plain)
    word = found[0] if found else noticed[0].word if noticed else ""
    if word:
        words = _(
            "“%(word)s” cannot be asked here: the privacy policy rules out sensitive information, numbers and passwords."
        )
        raise Refused("asks_too_much", words, field=field, word=word)


def ensure_no_numbers(text: str, *, field: str | None = None) -> None:
    """Raises `Refused`: `individual_number` (twelve digits whose check digit fits), `card_number` (by Luhn's sum)."""
    for digits in map(_only_digits, _DIGITS.findall(unicodedata.normalize("NFKC", text))):
        if individual_number.is_valid(digits):
            raise Refused(
                "individual_number", _("Leave out this number: it looks like an Individual Number."), field=field
            )
        if _is_card(digits):
            raise Refused("card_number", _("Leave out this number: it looks like the number of a card."), field=field)


def meant(*, openly: bool, **texts: str) -> list[str]:
    """The kinds in these texts, each by its field, that call for special care, where their writer means to send them (`openly`).

    Raises `Refused`: `needs_care` (field `openly`; APPI 20(2)), and what `ensure_no_numbers` raises.
    """
    for field, text in texts.items():
        ensure_no_numbers(text, field=field)
    noticed = noticed_in("\n".join(texts.values()))
    if noticed and not openly:
        words = _(
            "“%(word)s” tells of %(kind)s. You can leave it out; if you want us to know it for the answer, "
            "tick the box and send again."
        )
        raise Refused("needs_care", words, field="openly", word=noticed[0].word, kind=noticed[0].kind.label)
    return [str(one.kind) for one in noticed]


def without_numbers(text: str) -> str:
    """The text with such numbers covered, where nobody can be asked to leave them out: all but the signs between the digits.

    A text with none comes back as it is; one with some in NFKC, since full-width digits are digits.
    """
    plain = unicodedata.normalize("NFKC", text)
    covered = _DIGITS.sub(_covered, plain)
    return text if covered == plain else covered


def _covered(found: re.Match[str]) -> str:
    digits = _only_digits(found[0])
    return re.sub(r"\d", "●", found[0]) if individual_number.is_valid(digits) or _is_card(digits) else found[0]


def _is_card(digits: str) -> bool:
    return len(digits) >= _SHORTEST_CARD and digits[0] in "3456" and bool(luhn.is_valid(digits))


_SHORTEST_CARD = 14


def _only_digits(text: str) -> str:
    return re.sub(r"\D", "", text)
