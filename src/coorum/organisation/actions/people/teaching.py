"""Courses, and who had them. Nobody vouches for themselves, but for a text they read at the desk."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Person
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.ids import new_id
from coorum.base.once import insert_once, made_once
from coorum.base.scope import PROVIDER
from coorum.organisation.models import Attendance, Course, CourseEnd
from coorum.organisation.people import queries
from coorum.organisation.people.events import COURSE_ATTENDED, COURSE_SET
from coorum.organisation.people.kinds import How


@action
def make_course(
    officer: Party,
    *,
    title_ja: str,
    title_en: str,
    duties: Collection[Duty | str],
    months: int = 12,
    text_ja: str = "",
    text_en: str = "",
    key: UUID | None = None,
) -> Course:
    """Set a course up that everybody with one of `duties` must have every so many months.

    Raises `Refused`: `no_duty`, `one_language` (a text to read stands in both languages).
    """
    if not duties:
        raise Refused("no_duty", _("Choose who must have it."), field="duties")
    if bool(text_ja.strip()) != bool(text_en.strip()):
        raise Refused("one_language", _("A text to read is needed in both languages."), field="text_en")
    row = Course(
        id=key or new_id(),
        title_ja=title_ja.strip(),
        title_en=title_en.strip(),
        text_ja=text_ja.strip(),
        text_en=text_en.strip(),
        months=months,
        duties=sorted(str(duty) for duty in duties),
        made_by=officer.id,
        made_at=clock.now(),
    )
    made = made_once(row, "title_ja")
    if made is row:
        _tell_course(officer, row, ended=False)
    return made or row


@action
def end_course(officer: Party, *, course: Course, why: str) -> CourseEnd:
    """Nobody must have it any more; who had it stays on record. Raises `Refused`: `no_reason`, `not_now`."""
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
    row = CourseEnd(course=course, why=why.strip(), ended_by=officer.id, made_at=clock.now())
    if not insert_once(row):
        raise Refused("not_now", _("This cannot be done as it stands. Please reload the page."))
    _tell_course(officer, course, ended=True)
    return row


@action
def record_attendance(
    officer: Party,
    *,
    course: Course,
    person: Person,
    happened_on: date,
    how: How | str,
    evidence: str,
    key: UUID | None = None,
) -> Attendance:
    """Write down that somebody else had a course, and what shows it.

    Raises `Refused`: `own_attendance`, `not_read` (what is read, the reader confirms), `in_future`, `no_reason`.
    """
    if officer.id == person.id:
        raise Refused("own_attendance", _("Somebody else writes down what you attended."), field="person")
    if how == How.READ:
        raise Refused("not_read", _("Whoever read the text says so themselves."), field="how")
    if happened_on > queries.today():
        raise Refused("in_future", _("This day has not come yet."), field="happened_on")
    if not evidence.strip():
        raise Refused("no_reason", _("Please write it down in a few words."), field="evidence")
    return _attended(officer, course, person, happened_on, How(how), evidence.strip(), key)


@action
def confirm_reading(person: Person, *, course: Course, key: UUID | None = None) -> Attendance:
    """The reader says that they read the text of the course. Raises `Refused("no_text")`."""
    if not course.text_ja or CourseEnd.objects.filter(course=course).exists():
        raise Refused("no_text", _("There is nothing to read here: somebody else writes down that you attended."))
    reader = Party("officer", person.id, person.ledger_ref)
    return _attended(reader, course, person, queries.today(), How.READ, "", key)


def _attended(
    actor: Party, course: Course, person: Person, happened_on: date, how: How, evidence: str, key: UUID | None
) -> Attendance:
    row = Attendance(
        id=key or new_id(),
        course=course,
        person=person.id,
        happened_on=happened_on,
        how=how,
        evidence=evidence,
        recorded_by=actor.id,
        made_at=clock.now(),
    )
    made = made_once(row, "course_id", "person")
    if made is row:
        payload = {"course": str(course.id), "how": how, "on": happened_on.isoformat()}
        about = Party("person", person.id, person.ledger_ref)
        publish(COURSE_ATTENDED, actor=actor, subject=about, payload=payload, chain=PROVIDER, key=row.id)
    return made or row


def _tell_course(actor: Party, course: Course, *, ended: bool) -> None:
    payload = {"title": course.title_ja, "months": course.months, "duties": course.duties, "ended": ended}
    publish(COURSE_SET, actor=actor, subject=Party("course", course.id, course.id.hex), payload=payload, chain=PROVIDER)
