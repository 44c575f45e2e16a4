"""What the provider's policy states of registers that are kept upstairs of it: cookies, countries, periods, the fee.

A line of article 14 is kept by rules of retention. `at_odds` finds the lines whose rules say another time, or count from
another event, than the words do; such a policy is not published.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import override

from coorum.base import probes
from coorum.base.retention import Period, Rule, Unit, rules
from coorum.consent.texts.registers import Of, Words, give
from coorum.linking import queries as linking
from coorum.organisation import queries as organisation
from coorum.organisation.countries import name_of
from coorum.privacy.erasure.rules import BACKUPS, GRACE
from coorum.privacy.fees import PRICE
from coorum.privacy.guardians.rules import TO_ANSWER, TO_GO_ON
from coorum.privacy.retention.engine import period_of
from coorum.privacy.retention.unused import TOLD_AFTER


@dataclass(frozen=True)
class Line:
    """A line of article 14(1): its anchor, the rule whose period it prints, and the events that its words stand for."""

    anchor: str
    rule: str
    events: tuple[str, ...]


LINES = {
    "unconfirmed": Line("a14-p1-i2", "accounts.unconfirmed", ("the registration", "the question")),
    "unused": Line("a14-p1-i4", "accounts.unused", ("the last use (we write after 18 months, and a month before)",)),
    "letters": Line("a14-p1-i8", "base.letters", ("the sending",)),
    "consents": Line(
        "a14-p1-i10",
        "consent.receipts",
        ("the end of the handling that rests on the consent", "the next answer in their place"),
    ),
    # Letting an operator see is a provision too (article 9(3)).
    "provisions": Line("a14-p1-i11", "provision.records", ("the last provision", "the look")),
    "cases": Line(
        "a14-p1-i12",
        "privacy.cases",
        ("the last step of the case", "the last step of the erasure", "the last step of a finished enquiry"),
    ),
    "guardian_proofs": Line(
        "a14-p1-i15",
        "privacy.guardian_proofs",
        ("the day by which the child is 18, by what was last answered",),
    ),
    "breaches": Line("a14-p1-i13", "community.judged_posts", ("the removal", "the last step of a finished report")),
}
_JA = {Unit.HOURS: "時間", Unit.DAYS: "日間", Unit.MONTHS: "か月間", Unit.YEARS: "年間"}
_EN = {Unit.HOURS: "hour", Unit.DAYS: "day", Unit.MONTHS: "month", Unit.YEARS: "year"}


def period_words(period: Period, language: str) -> str:
    """A period as article 14 writes it: 7日間, 3 years."""
    if language == "ja":
        return f"{period.count}{_JA[period.unit]}"
    return f"{period.count} {_EN[period.unit]}{'' if period.count == 1 else 's'}"


def at_odds() -> list[str]:
    """The anchors of the lines of article 14 that are not what their rules do: another time, or another event."""
    by_anchor = {line.anchor: line for line in LINES.values()}
    return sorted({anchor for rule in rules() for anchor in rule.sentences if _differs(rule, by_anchor.get(anchor))})


def _differs(rule: Rule, line: Line | None) -> bool:
    if line is None:
        return False
    with override("en"):
        return str(rule.since) not in line.events or period_of(rule) != period_of(_rule(line.rule))


def _rule(rule_id: str) -> Rule:
    return next(one for one in rules() if one.id == rule_id)


def _kept(rule_id: str) -> Words:
    """The period of a rule: as the program has it, or as it stands here."""

    def words(language: str, of: Of) -> Sequence[str]:
        rule = _rule(rule_id)
        return [period_words(period_of(rule) if of is Of.HERE else rule.period, language)]

    return words


def _days(length: Callable[[], timedelta]) -> Words:
    return lambda language, _of: [period_words(Period(length().days), language)]


def _told_after(language: str, _of: Of) -> Sequence[str]:
    return [period_words(TOLD_AFTER, language).removesuffix("間")]


def _abroad(language: str, of: Of) -> str:
    codes = organisation.countries_foreseen() if of is Of.HERE else []
    return ("、" if language == "ja" else ", ").join(name_of(code, language) for code in codes)


def _places(language: str, of: Of) -> Sequence[str]:
    names = _abroad(language, of)
    if language == "ja":
        return [f"日本国内と次の国（{names}）" if names else "日本国内"]
    return [f"within Japan and in the following countries ({names})" if names else "within Japan"]


def _handled_abroad(language: str, of: Of) -> Sequence[str]:
    """The first sentence of article 8."""
    names = _abroad(language, of)
    if language == "ja":
        nowhere = (
            "当社は、利用者情報を外国にある第三者に提供しておらず、外国にある事業者にその取扱いを委託していません。"
        )
        there = (
            f"当社は、利用者情報の取扱いを、次の国にある事業者に委託します（{names}）。"
            "外国にあるそのほかの第三者には提供していません。"
        )
        return [there if names else nowhere]
    nowhere = (
        "We neither provide user information to third parties in foreign countries nor entrust its handling to "
        "businesses there."
    )
    there = (
        f"We entrust the handling of user information to businesses in the following countries ({names}). We provide it "
        "to no other third parties in foreign countries."
    )
    return [there if names else nowhere]


def _linked_services(language: str, of: Of) -> Sequence[str]:
    """The first sentence of article 2(6): the services through which one can register here, who runs each, and where."""
    listed = linking.services_named() if of is Of.HERE else []
    if language == "ja":
        names = "、".join(f"{one.name}（{one.company}、{name_of(one.country, language)}）" for one in listed)
        return [
            f"前項により利用できるサービスは、{names}です。"
            if names
            else "現在、前項により利用できるサービスはありません。"
        ]
    names = ", ".join(f"{one.name} ({one.company}, {name_of(one.country, language)})" for one in listed)
    if not names:
        return ["At present paragraph 5 applies to no service."]
    return [f"Paragraph 5 applies to the following services: {names}."]


for _name, _line in LINES.items():
    give(_name, _kept(_line.rule))
give("unused_told", _told_after)
give("leaving", _days(lambda: GRACE))
give("backups", _days(lambda: BACKUPS))
give("guardian_asked", _days(lambda: TO_ANSWER))
give("guardian_agreed", _days(lambda: TO_GO_ON))
give("sign_ins", _days(lambda: timedelta(seconds=settings.SESSION_COOKIE_AGE)))
give("cookies", lambda language, _of: probes.ask("web.cookies")["purposes"][language])
give("linked_services", _linked_services)
give("places", _places)
give("abroad", _handled_abroad)
give("fee", lambda _language, _of: [f"{PRICE.amount:,}"])
