"""The words by which a change in a text is known for what it is. Pure: a difference in, signs out (obligations c-2).

It errs on the careful side: what it calls too high costs a question, what it calls too low would take a consent as given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from coorum.consent.differences import Change, Difference
from coorum.consent.differences.parts import whole
from coorum.consent.documents import Article, Enactment, Paragraph


class Why(StrEnum):
    """What a change touches, as the page says it (messages)."""

    SENSITIVE = _("Sensitive information is named that was not named before (APPI 20(2)).")
    ABROAD = _("Information may go to another country (APPI 28).")
    PROVIDED = _("Somebody new may receive information, or somebody may receive more of it (APPI 27(1)).")
    PROMISE_GONE = _("A promise not to do something, or to ask first, is no longer there.")
    PURPOSE = _("What information is used for changes (APPI 17(2), 18(1)).")
    JOINT = _("Joint use changes: it is told beforehand (APPI 27(6)).")
    TERMS = _(
        "Money, liability or the end of the contract change in the terms: it is told beforehand (Civil Code 548-4)."
    )
    COLLECTED = _("More information is collected than before.")
    AROUND_PROVISION = _("The words around provision or purposes change.")
    RETENTION = _("How long information is kept changes.")
    FEE = _("A fee or an amount changes.")
    RIGHTS = _("Requests and how they are answered change.")
    PROCESSORS = _("Processors change.")
    MODULES = _("Cookies or modules of others change.")
    OTHER = _("Words change, and with them perhaps what they say.")


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that a change touches: what, in which article, and the words that say so (before and after)."""

    why: Why
    article: str
    went: str
    came: str


_SENSITIVE = re.compile(
    r"要配慮|病歴|健康|診療|障害(?!の原因|が発生)|信条|人種|社会的身分|犯罪|宗教|思想|生体|顔認証|指紋"
    r"|sensitive|health|medical|disabilit|religio|creed|\brace\b|criminal|biometr|fingerprints?\b",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"外国|海外|国外|米国|アメリカ|中国|韓国|台湾|シンガポール|インド|ベトナム|欧州|英国"
    r"|abroad|overseas|foreign|another country|United States|China|Korea|Taiwan|Singapore|India|Vietnam|Europe",
    re.IGNORECASE,
)
_JOINT = re.compile(r"共同利用|共同して利用|joint(?:ly)? use|jointly", re.IGNORECASE)
_RECEIVE = re.compile(
    r"第三者|提供|共有|開示し|会社|他社|事業者|業者|パートナー|グループ|広告主"
    r"|third part|provid|shar(?:e|ing)|compan|partner|affiliate|group|advertiser|recipient",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"ため|目的|利用|使い|使用|分析|広告|\bpurpose|\buse|\banaly|\badvertis|\bprofil", re.IGNORECASE)
_USE = re.compile(
    r"ために.*(?:利用|使)|目的.*(?:利用|使)|広告|分析|\bto use\b|we use|for the purpose|advertis|profil", re.IGNORECASE
)
_NEVER = re.compile(
    r"ません|ない(?=[。、でときこ限])|場合に限|同意|\bnever\b|\bnot\b|\bonly\b|\bconsent\b|n['’]t\b", re.IGNORECASE
)
_REFUSAL = re.compile(r"ません|\bnever\b|\bnot\b", re.IGNORECASE)
_MONEY = re.compile(r"円|料金|手数料|¥|\byen\b|\bfees?\b|\bprices?\b", re.IGNORECASE)
_DUTY = re.compile(r"責任|免責|賠償|解除|解約|停止|liab|damages|terminat|suspen", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]")

_IS_CHANGES = re.compile(r"変え|変更|改定|chang|revis", re.IGNORECASE)
_IS_PURPOSES = re.compile(r"目的|purpose", re.IGNORECASE)
_IS_PROVISION = re.compile(r"提供|第三者|provision|third part|shar", re.IGNORECASE)
_IS_RECORDS = re.compile(r"記録|record", re.IGNORECASE)
_IS_COLLECTED = re.compile(r"取得する|お預かり|収集|collect", re.IGNORECASE)
#: Headings that say what is notified only.
_PLAIN = (
    (Why.RETENTION, re.compile(r"保存|保管|期間|how long|retention|keep", re.IGNORECASE)),
    (Why.RIGHTS, re.compile(r"請求|開示|訂正|request|disclosure", re.IGNORECASE)),
    (Why.PROCESSORS, re.compile(r"委託|processor", re.IGNORECASE)),
    (Why.MODULES, re.compile(r"cookie|クッキー|外部|送信|モジュール|transmission|module", re.IGNORECASE)),
)


def signs_of(article: Difference, *, is_terms: bool) -> Iterator[Sign]:
    """What one article's differences touch; nothing where only signs, spaces, numbers of articles or their order changed."""
    part = article.part
    number = part.number if isinstance(part, Article) else ""
    heading = part.heading if isinstance(part, Article) else ""
    if article.change is Change.MOVED and _is_same(article):
        return
    for went, came, old, new in _leaves(article):
        for why in _reasons(heading, came, old, new, is_terms=is_terms):
            yield Sign(why, number, went.strip()[:200], came.strip()[:200])


def _leaves(difference: Difference) -> Iterator[tuple[str, str, str, str]]:
    """For each part with words of its own that differ: what went, what came, and the part before and after.

    A paragraph that went to another article says the same under another heading, so it counts as words that change.
    """
    if isinstance(difference.part, Enactment) or difference.change in (Change.SAME, Change.RENUMBERED):
        return
    if difference.old is None or difference.new is None:
        old, new = (whole(side) if side else "" for side in (difference.old, difference.new))
        yield old, new, old, new
        return
    if difference.change is Change.REMOVED:  # it stands elsewhere, as moved
        return
    if difference.change is Change.MOVED and _is_same(difference):
        if isinstance(difference.part, Paragraph):
            yield "", "", whole(difference.old), whole(difference.new)
        return
    went = "".join(run.text for run in difference.runs if run.change is Change.REMOVED)
    came = "".join(run.text for run in difference.runs if run.change is Change.ADDED)
    if _LETTERS.search(went) or _LETTERS.search(came):
        old = "".join(run.text for run in difference.runs if run.change is not Change.ADDED)
        new = "".join(run.text for run in difference.runs if run.change is not Change.REMOVED)
        yield went, came, old, new
    for part in difference.parts:
        yield from _leaves(part)


def _is_same(difference: Difference) -> bool:
    return whole(difference.old) == whole(difference.new)


def _reasons(heading: str, came: str, old: str, new: str, *, is_terms: bool) -> Iterator[Why]:
    about_purposes = bool(_IS_PURPOSES.search(heading)) and not _IS_CHANGES.search(heading)
    about_provision = bool(_IS_PROVISION.search(heading)) and not _IS_RECORDS.search(heading)
    found = set(_by_words(came, old, new, is_core=about_purposes or about_provision))
    if _LETTERS.search(came):
        if about_purposes:
            found.add(Why.PURPOSE)
        if about_provision:
            found.add(
                Why.PROVIDED if not old or _RECEIVE.search(came) or _PURPOSE.search(came) else Why.AROUND_PROVISION
            )
        if _IS_COLLECTED.search(heading):
            found.add(Why.COLLECTED)
    if is_terms:
        found = {why for why in found if why not in (Why.COLLECTED, Why.AROUND_PROVISION)}
        if any(rule.search(words) for rule in (_MONEY, _DUTY) for words in (old, new)):
            found.add(Why.TERMS)
    yield from found or {_plain(heading, old, new)}


def _by_words(came: str, old: str, new: str, *, is_core: bool) -> Iterator[Why]:
    """What the words that came, and the promises that went, say wherever they stand."""
    if _gained(_SENSITIVE, old, new):
        yield Why.SENSITIVE
    if _gained(_ABROAD, old, new):
        yield Why.ABROAD
    if _JOINT.search(old + new):
        yield Why.JOINT
    if not is_core and _gained(_USE, old, new):
        yield Why.PURPOSE
    if not is_core and re.search(
        r"第三者に|へ提供|に提供|共有し|third part|share with|provide .* to", came, re.IGNORECASE
    ):
        yield Why.PROVIDED
    # A narrower list is nobody's loss: an item that went as a whole takes its own condition with it.
    is_loss = bool(new) or not is_core or bool(_REFUSAL.search(old))
    if is_loss and len(_NEVER.findall(old)) > len(_NEVER.findall(new)):
        yield Why.PROMISE_GONE


def _gained(rule: re.Pattern[str], old: str, new: str) -> bool:
    before = {found.lower() for found in rule.findall(old)}
    return any(found.lower() not in before for found in rule.findall(new))


def _plain(heading: str, old: str, new: str) -> Why:
    if _MONEY.search(old + new):
        return Why.FEE
    return next((why for why, rule in _PLAIN if rule.search(heading)), Why.OTHER)


__all__ = ["Sign", "Why", "signs_of"]
