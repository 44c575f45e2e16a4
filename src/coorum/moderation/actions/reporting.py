"""Somebody reports what was said: a member, a guest with an address, or one of the staff."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock, mail_codes
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import GUEST, SYSTEM, Party
from coorum.base.ids import new_id
from coorum.base.once import insert_once
from coorum.base.pace import ensure_pace
from coorum.base.screening import ensure_no_numbers, noticed_in
from coorum.base.text import clean_text
from coorum.moderation import clocks, letters, queries, rules
from coorum.moderation.actions.moving import hide, locked, move, tell
from coorum.moderation.events import REPORT_CONFIRMED, REPORT_FILED
from coorum.moderation.kinds import URGENT, Kind, Step
from coorum.moderation.models import Case, Report, ReportCode
from coorum.moderation.subjects import Matter

QUARTER = timedelta(days=90)


@action
def report(
    viewer: Viewer | None,
    *,
    matter: Matter,
    kind: Kind,
    words: str,
    address: str = "",
    language: str = "ja",
    openly: bool = False,
    key: UUID | None = None,
) -> Report:
    """Report something. The same person about the same thing again, or the same `key`: the same report.

    `openly`: they mean to send what calls for special care.

    Raises `Refused`: `words_needed`, `address_needed`, `own_words`, `too_many` (of this person or address within the hour),
    `needs_care` (field `openly`; APPI 20(2)), and what `ensure_no_numbers` raises.
    """
    text = clean_text(words, rules.WORDS)
    address = "" if _is_known(viewer) else address.strip().lower()
    _ensure_complete(viewer, matter, text, address)
    care = _meant(text, openly=openly)
    case = _case_for(matter, kind)
    made = _own_row(viewer, case, address, text, language, key)
    if (same := _same(made)) is not None:
        return same
    _ensure_pace(made)
    if not insert_once(made):
        return _same(made) or made
    actor = actor_of(viewer)
    tell(REPORT_FILED, case, actor=actor, payload={"by": actor.kind, "care": care})
    _acknowledge(made)
    _press(made)
    return made


def _is_known(viewer: Viewer | None) -> bool:
    return viewer is not None and (viewer.member is not None or viewer.is_staff)


def _ensure_complete(viewer: Viewer | None, matter: Matter, text: str, address: str) -> None:
    if not text:
        raise Refused("words_needed", _("Please write what is wrong with it."), field="words")
    ensure_no_numbers(text, field="words")
    if not address and not _is_known(viewer):
        raise Refused("address_needed", _("Please write where we can answer you."), field="address")
    if viewer and viewer.member and matter.author == viewer.member:
        raise Refused("own_words", _("These are your own words: you can change or delete them yourself."))


def _meant(text: str, *, openly: bool) -> list[str]:
    """The kinds in a text that call for special care, where the reporter said that they mean to send them."""
    noticed = noticed_in(text)
    if noticed and not openly:
        words = _(
            "“%(word)s” tells of %(kind)s. You can leave it out; if we need to know it to decide, "
            "tick the box and send again."
        )
        raise Refused("needs_care", words, field="openly", word=noticed[0].word, kind=noticed[0].kind.label)
    return [one.kind for one in noticed]


def _case_for(matter: Matter, kind: Kind) -> Case:
    """The case in which the same is looked into already, or a new one."""
    found = queries.open_case(matter.id, kind)
    if found is not None:
        return locked(found.id)
    now = clock.now()
    case = Case.new(
        subject_kind=matter.kind,
        subject_id=matter.id,
        author=matter.author,
        revision=matter.revision,
        kind=kind,
        opened_at=now,
        due_at=clocks.end_after(now, clocks.ANSWER),
    )
    if insert_once(case):
        return locked(case.id)
    rival = queries.open_case(matter.id, kind)
    if rival is None:
        raise Refused("not_now", _("Please try again in a moment."))
    return locked(rival.id)


def _own_row(viewer: Viewer | None, case: Case, address: str, text: str, language: str, key: UUID | None) -> Report:
    now, is_guest = clock.now(), not _is_known(viewer)
    return Report.new(
        id=key or new_id(),
        case=case,
        member=viewer.member if viewer and not viewer.is_staff else None,
        staff=viewer.person.id if viewer and viewer.is_staff else None,
        address=address,
        words=text,
        language=language,
        filed_at=now,
        confirmed_at=None if is_guest else now,
    )


def _same(made: Report) -> Report | None:
    """The report that the same form made, or the same person about the same thing."""
    rows = Report.objects.select_related("case", "member__person").filter(case=made.case)
    same = rows.filter(id=made.id).first()
    if same is None and made.member is not None:
        same = rows.filter(member=made.member).first()
    if same is None and made.address:
        same = rows.filter(address=made.address).first()
    return same


def _ensure_pace(made: Report) -> None:
    if made.staff:
        return
    mine = {"member": made.member} if made.member else {"address": made.address}
    ensure_pace(
        Report.objects.filter(**mine),
        moment="filed_at",
        most=rules.REPORTS_AN_HOUR,
        sentence=_("That was many reports in one hour. Please go on in %(minutes)s min."),
    )


def _acknowledge(made: Report) -> None:
    """Confirm receipt at once (within 24 hours, c-4); guests are sent a code instead, with the same words."""
    case = made.case
    if made.address:
        _write_code(made)
    elif not made.staff:
        letters.confirm(made)
    if case.state == "submitted":
        move(case, Step.ACKNOWLEDGE, actor=SYSTEM)
        move(case, Step.TRIAGE, actor=SYSTEM)


def _press(made: Report) -> None:
    """What is urgent goes off the pages before anybody has looked, and everybody who decides is told."""
    case = made.case
    if case.kind not in URGENT:
        return
    if not case.is_hidden and hides(made):
        hide(case, actor=SYSTEM)
        letters.tell_hidden(case)
    press(case)


def press(case: Case) -> None:
    """Tell the staff of something urgent, and where a child may be harmed the provider too: once."""
    letters.remind_staff(case, "urgent")
    if case.kind == Kind.CHILD:
        letters.remind_officers(case, "urgent")


def hides(made: Report) -> bool:
    """Whether this report hides the words at once."""
    case = made.case
    alarms = 0 if made.staff else queries.false_alarms(made, clock.now() - QUARTER)
    is_known = made.confirmed_at is not None
    return rules.hides_at_once(Kind(case.kind), is_known=is_known, false_alarms=alarms, was_kept=queries.was_kept(case))


@action
def send_code(made: Report) -> None:
    """Send a guest a fresh code; earlier ones are void. Raises `Refused("too_many")`."""
    _write_code(made)


def _write_code(made: Report) -> None:
    mail_codes.ensure_few(ReportCode.objects.filter(report__address=made.address))
    letters.write_code(made, mail_codes.draw(ReportCode.new(report=made)))


@action
def show_code(made: Report, *, code: str) -> bool:
    """Whether the code is the one that was sent last; then the address counts, and what is urgent is hidden.

    It works once, for half an hour, three guesses (base/mail_codes.py).
    """
    is_right = mail_codes.use(ReportCode.objects.filter(report=made), code)
    if is_right and made.confirmed_at is None:
        _confirm(made)
    return is_right


def _confirm(made: Report) -> None:
    made.confirmed_at = clock.now()
    made.save(update_fields=["confirmed_at"])
    made.case = locked(made.case_id)
    tell(REPORT_CONFIRMED, made.case, actor=GUEST, payload={})
    if queries.newest_decision(made.case) is None:
        _press(made)


def actor_of(viewer: Viewer | None) -> Party:
    """Who reports, for the evidence."""
    return viewer.party if viewer and _is_known(viewer) else GUEST
