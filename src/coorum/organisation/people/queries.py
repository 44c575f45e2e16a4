"""Every read about the provider's people: who they are, what they were taught, on which devices they work."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from coorum.accounts import queries as accounts
from coorum.accounts.models import DeskRole, Person
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.organisation.models import Attendance, Course, Device, DeviceCheck, RoleSnapshot
from coorum.organisation.people.rules import DEVICE_MONTHS, FIRST_WITHIN, Day
from coorum.organisation.rules import months_after


def today() -> date:
    """The day it is in Japan."""
    return timezone.localdate(clock.now())


@dataclass(frozen=True)
class Lesson:
    """A course that somebody must have: when they had it last (None: never), and by when the next time is due."""

    course: Course
    person: Person
    last: Attendance | None
    day: Day


@dataclass(frozen=True)
class Gear:
    """A device: who has it, its newest check, and by when it is checked again. `is_astray`: its holder left the desk."""

    device: Device
    holder: Person | None
    check: DeviceCheck
    day: Day
    is_astray: bool

    @property
    def is_wrong(self) -> bool:
        return self.is_astray or not self.check.is_sound

    @property
    def wants(self) -> bool:
        return self.day.is_near or self.is_wrong

    @property
    def next_day(self) -> date:
        """The last day on which it is looked at in time: today where something is wrong."""
        return min(self.day.due, self.day.today) if self.is_wrong else self.day.due


@dataclass(frozen=True)
class Employee:
    """Somebody at the desk, today: their duty and its term, their courses, their devices."""

    role: DeskRole
    today: date
    lessons: list[Lesson] = field(default_factory=list)
    gear: list[Gear] = field(default_factory=list)

    @property
    def person(self) -> Person:
        return self.role.person

    @property
    def term(self) -> Day:
        """The last day of the term, and how it stands."""
        return Day(timezone.localdate(self.role.expires_at), self.today)

    @property
    def is_in_force(self) -> bool:
        """Whether the desk is open to them now."""
        return self.role.expires_at > clock.now() and self.person.is_active

    @property
    def next_day(self) -> date:
        """The last day of what is to be done first: the term renewed, a course taken, a device looked at."""
        return min([self.term.due, *(one.day.due for one in self.lessons), *(one.next_day for one in self.gear)])

    @property
    def overdue(self) -> list[Lesson]:
        return [one for one in self.lessons if one.day.has_passed]

    @property
    def wants(self) -> bool:
        """Whether something about them is to be done."""
        near = any(one.day.is_near for one in self.lessons)
        return self.term.is_near or near or any(one.wants for one in self.gear)


def staff() -> list[Employee]:
    """Everybody with a grant at the desk, those whose grant has ended too, the next to end first."""
    return _employees(list(accounts.granted_desk_roles()))


def employee(person_id: UUID) -> Employee | None:
    """One of them."""
    found = _employees(list(accounts.granted_desk_roles().filter(person=person_id)))
    return found[0] if found else None


def vacancies() -> list[Duty]:
    """The duties that nobody has now."""
    held = set(accounts.desk_roles().values_list("duty", flat=True))
    return [duty for duty in Duty if duty not in held]


def courses() -> QuerySet[Course]:
    """The courses that are given, by name."""
    return Course.objects.filter(end=None).order_by("title_ja", "id")


def course_by_id(course_id: UUID) -> Course | None:
    return Course.objects.filter(id=course_id).first()


def lessons_of(course: Course) -> list[Lesson]:
    """Everybody who must have this course."""
    return [lesson for one in staff() for lesson in one.lessons if lesson.course == course]


def attendances_of(course: Course) -> list[tuple[Attendance, Person | None]]:
    """Who attended it, the last first."""
    found = list(course.attendances.order_by("-happened_on", "-id")[:100])
    people = _people(one.person for one in found)
    return [(one, people.get(one.person)) for one in found]


def devices() -> list[Gear]:
    """The devices in use, the next to be checked first."""
    return _gear(Device.objects.filter(giving_back=None))


def devices_given_back() -> QuerySet[Device]:
    """Those that are not in use any more, the last first."""
    return Device.objects.exclude(giving_back=None).select_related("giving_back").order_by("-giving_back__returned_on")


def device_by_id(device_id: UUID) -> Device | None:
    return Device.objects.select_related("giving_back").filter(id=device_id).first()


def checks_of(device: Device) -> QuerySet[DeviceCheck]:
    """Each look at it, the last first."""
    return device.checks.order_by("-checked_on", "-made_at", "-id")


def holder_of(device: Device) -> Person | None:
    return Person.objects.filter(id=device.holder).first()


def snapshots() -> QuerySet[RoleSnapshot]:
    """Who had which duty, month by month, the last first."""
    return RoleSnapshot.objects.order_by("-month")


def wanting() -> list[Employee]:
    """Those about whom something is to be done."""
    return [one for one in staff() if one.wants]


@dataclass(frozen=True)
class Figures:
    """What others may tell of us: how many courses and people, when everybody was taught and every device checked last."""

    courses: int
    people: int
    devices: int
    taught_since: date | None
    checked_since: date | None


def figures() -> Figures:
    """For the public summary of the measures of APPI 23. The days are the earliest of everybody's newest."""
    everybody = [one for one in staff() if one.is_in_force]
    taught = [lesson.last.happened_on if lesson.last else None for one in everybody for lesson in one.lessons]
    checked = [one.check.checked_on for one in devices()]
    since = min((day for day in taught if day), default=None) if None not in taught else None
    return Figures(courses().count(), len(everybody), len(checked), since, min(checked, default=None))


def _employees(roles: list[DeskRole]) -> list[Employee]:
    """The courses of who is not at the desk any more are nobody's business."""
    given, newest = list(courses()), _newest_attendances(one.person_id for one in roles)
    gear = defaultdict(list)
    for one in _gear(Device.objects.filter(giving_back=None, holder__in=[role.person_id for role in roles])):
        gear[one.device.holder].append(one)
    return [
        Employee(
            role,
            today(),
            [_lesson(one, role, newest.get((role.person_id, one.id))) for one in given if role.duty in one.duties],
            gear[role.person_id],
        )
        for role in roles
    ]  # fmt: skip


def _lesson(course: Course, role: DeskRole, last: Attendance | None) -> Lesson:
    first = timezone.localdate(max(role.granted_at, course.made_at)) + FIRST_WITHIN
    due = months_after(last.happened_on, course.months) if last else first
    return Lesson(course, role.person, last, Day(due, today()))


def _newest_attendances(people: Iterable[UUID]) -> dict[tuple[UUID, UUID], Attendance]:
    rows = Attendance.objects.filter(person__in=list(people)).order_by("person", "course", "-happened_on", "-id")
    return {(one.person, one.course_id): one for one in rows.distinct("person", "course")}


def _gear(rows: QuerySet[Device]) -> list[Gear]:
    found = list(rows)
    checks = DeviceCheck.objects.filter(device__in=found).order_by("device", "-checked_on", "-made_at", "-id")
    newest = {one.device_id: one for one in checks.distinct("device")}
    people = _people(one.holder for one in found)
    here = set(accounts.granted_desk_roles().values_list("person", flat=True))
    gear = [_seen(one, newest[one.id], people.get(one.holder), is_astray=one.holder not in here) for one in found]
    return sorted(gear, key=lambda one: (one.day.due, one.device.label))


def _seen(device: Device, check: DeviceCheck, holder: Person | None, *, is_astray: bool) -> Gear:
    day = Day(months_after(check.checked_on, DEVICE_MONTHS), today())
    return Gear(device, holder, check, day, is_astray)


def addresses(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The addresses of those of them who are here still, by id."""
    return {key: one.email for key, one in _people(one for one in ids if one).items()}


def _people(ids: Iterable[UUID]) -> dict[UUID, Person]:
    return {one.id: one for one in Person.objects.filter(id__in=set(ids))}
