"""Watching the days: who is told of a term, a course, a device or a finding; and the monthly picture of the duties."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from coorum.accounts import queries as accounts
from coorum.accounts.models import Person
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import insert_once
from coorum.base.scope import PROVIDER
from coorum.organisation.improvement import queries as improvement
from coorum.organisation.models import Reminder, RoleSnapshot
from coorum.organisation.people import letters, queries
from coorum.organisation.people.events import ROLES_SNAPSHOT
from coorum.organisation.people.kinds import Charge
from coorum.organisation.people.rules import Day, stage_of
from coorum.organisation.premises import queries as premises


@dataclass(frozen=True)
class Due:
    """Something of which somebody is reminded. `whose`: the person it is about, where there is one."""

    charge: Charge
    about: UUID
    day: Day
    what: str
    whose: Person | None


@action
def watch_people() -> int:
    """Remind the person and the administrators, 30 and 7 days before and once it is too late. How many letters."""
    administrators = list(accounts.desk_staff(Duty.ADMINISTRATOR))
    return sum(_remind(due, administrators) for due in _due())


@action
def snapshot_roles() -> RoleSnapshot | None:
    """Write down who has which duty, once in a month; None where that was done. The head over it is signed."""
    month = queries.today().replace(day=1)
    if RoleSnapshot.objects.filter(month=month).exists():
        return None
    held = [
        (role.duty, role.person.ledger_ref, role.expires_at) for role in accounts.desk_roles().order_by("person_id")
    ]
    counts = {duty: sum(one == duty for one, _ref, _end in held) for duty in Duty}
    row = RoleSnapshot(
        id=new_id(),
        month=month,
        administrators=counts[Duty.ADMINISTRATOR],
        officers=counts[Duty.PRIVACY_OFFICER],
        made_at=clock.now(),
    )
    if not insert_once(row):
        return None
    payload = {
        "month": f"{month:%Y-%m}",
        "duties": [{"duty": duty, "who": ref, "until": end.isoformat()} for duty, ref, end in held],
    }
    about = Party("role_snapshot", row.id, row.id.hex)
    publish(ROLES_SNAPSHOT, actor=SYSTEM, subject=about, payload=payload, chain=PROVIDER, key=row.id)
    return row


def _due() -> Iterator[Due]:
    for staff in queries.staff():
        whose = staff.person
        yield Due(Charge.TERM, whose.id, staff.term, "", whose)
        for lesson in staff.lessons:
            yield Due(Charge.COURSE, lesson.course.id, lesson.day, lesson.course.title(whose.language), whose)
        for gear in staff.gear:
            yield Due(Charge.DEVICE, gear.device.id, gear.day, gear.device.label, whose)
    for one in premises.safeguards():
        yield Due(Charge.SAFEGUARD, one.safeguard.id, one.day, f"{one.safeguard.place}: {one.safeguard.what}", None)
    for entry in improvement.open_findings():
        yield Due(Charge.FINDING, entry.finding.id, entry.day, f"{entry.finding.label} {entry.title}", entry.owner)


def _remind(due: Due, administrators: list[Person]) -> int:
    stage = stage_of(due.day)
    if stage is None:
        return 0
    everybody = {one.id: one for one in (*([due.whose] if due.whose else []), *administrators)}
    return sum(_tell(due, person, stage) for person in everybody.values())


def _tell(due: Due, person: Person, stage: int) -> bool:
    reminder = Reminder(
        charge=due.charge,
        about=due.about,
        whose=due.whose.id if due.whose else None,
        person=person.id,
        due=due.day.due,
        ahead=stage,
        told_at=clock.now(),
    )
    if not insert_once(reminder):
        return False
    letters.remind(person, due.charge, due.day, what=due.what, whose=due.whose, about=due.about)
    return True
