"""Letters about reports: to whoever reports, to the author, and to those who look into it. Members hear of them by the bell, too.

The reporter's name and address are in no letter to anybody else, nor the author's. What a reporter wrote is never sent back:
an address that was not shown to be theirs gets one letter with a code.
"""

from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from coorum.accounts import contact
from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.accounts.roles import Duty
from coorum.base import links, mail
from coorum.moderation import clocks, queries, rules
from coorum.moderation.kinds import Outcome, Side
from coorum.moderation.models import Case, Decision, Hearing, Report
from coorum.moderation.notice_kinds import ABOUT_ME, MINE, ring
from coorum.sites import queries as sites
from coorum.sites.models import Site

ENFORCE = "enforce"
#: Every kind of letter of this room.
KINDS = (
    "report_received",
    "report_code",
    "report_later",
    "report_decided",
    "words_hidden",
    "words_claimed",
    "words_decided",
    "report_waits",
)


#: What answers at once to what somebody did rings no bell.
QUIET = {"report_received", "report_code"}


def confirm(report: Report) -> None:
    """It arrived, under this number; by when it is answered."""
    _to_reporter("report_received", report, day=clocks.last_day(report.case.due_at))


def write_code(report: Report, code: str) -> None:
    """A code for a guest: with it they show that the address is theirs."""
    _to_reporter("report_code", report, code=code, day=clocks.last_day(report.case.due_at))


def tell_later(case: Case, *, why: Any, day: date) -> None:
    """To each reporter: why the answer takes longer, and by when it comes."""
    for report in queries.known_reports(case):
        _to_reporter("report_later", report, why=why, day=day)


def tell_hidden(case: Case) -> None:
    """To the author: their words are off the pages until somebody has decided."""
    _to_author("words_hidden", case, kind=case.get_kind_display)


def show_claim(case: Case, hearing: Hearing) -> None:
    """To the author: what is claimed, and until when they can object."""
    _to_author("words_claimed", case, claim=hearing.words, day=clocks.last_day(hearing.ends_at))


def tell_decision(case: Case, decision: Decision) -> None:
    """To the author, unless telling them would put others at risk, and to each reporter."""
    facts = {
        "outcome": decision.get_outcome_display,
        "is_away": queries.is_away(case),
        "standard": decision.get_standard_display,
        "reason": decision.reason,
        "again": decision.on_appeal,
        "day": clocks.last_day(queries.appeal_ends(decision)),
    }
    side = None if decision.on_appeal else rules.side_of_appeal(Outcome(decision.outcome))
    if not decision.untold:
        _to_author("words_decided", case, may_appeal=side == Side.AUTHOR, **facts)
    for report in queries.known_reports(case):
        _to_reporter("report_decided", report, may_appeal=side == Side.REPORTER, **facts)


def remind_staff(case: Case, what: str) -> None:
    """To each of the operator's moderators: a case presses (`urgent`), is near its day (`near`), or late (`late`)."""
    for person in Person.objects.filter(id__in=queries.moderators()):
        _to_staff(person, case, what, f"{_origin(case.site)}{links.path_to('console_report', case.id)}")


def remind_officers(case: Case, what: str) -> None:
    """To each privacy officer: another look is asked for (`appeal`), harm to a child is reported (`urgent`), or it is late."""
    for person in people.desk_staff(Duty.PRIVACY_OFFICER):
        _to_staff(person, case, what, f"{sites.provider_origin()}{links.path_to('desk_reports', case.id)}")


def _to_reporter(letter: str, report: Report, **more: Any) -> None:
    member = report.member
    if member and letter not in QUIET:
        ring(MINE, report.case, member)
    address = contact.address_of(member.person, ENFORCE) if member else report.address
    if address:
        name = "own_report" if member else "guest_report"
        page = links.path_to(name, report.case_id if member else report.id)
        _write(letter, report.case, address, report.language, page=page, title=_title_of(report.case), **more)


def _to_author(letter: str, case: Case, **more: Any) -> None:
    if case.author is None or case.author.has_left:
        return
    ring(ABOUT_ME, case, case.author)
    person = case.author.person
    address, page = contact.address_of(person, ENFORCE), links.path_to("report_about_me", case.id)
    _write(letter, case, address, person.language, page=page, title=_title_of(case), **more)


def _to_staff(person: Person, case: Case, what: str, address: str) -> None:
    context = {
        "number": case.number,
        "kind": case.get_kind_display,
        "what": what,
        "site": case.site.name,
        "day": clocks.last_day(case.due_at),
        "address": address,
    }
    key = uuid5(NAMESPACE_URL, f"coorum:report:{what}:{case.due_at}:{case.id}:{person.id}")
    to = contact.address_of(person, ENFORCE)
    mail.post("report_waits", to=to, language=person.language, context=context, key=key, sender_name=case.site.name)


def _write(letter: str, case: Case, to: str, language: str, *, page: str, **more: Any) -> None:
    site = case.site
    context = {"number": case.number, "site": site.name, "address": f"{_origin(site)}{page}", **more}
    mail.post(letter, to=to, language=language, context=context, sender_name=site.name)


def _title_of(case: Case) -> str:
    matter = queries.matter_of(case)
    return matter.title if matter else ""


def _origin(site: Site) -> str:
    return sites.origin_of(site)
