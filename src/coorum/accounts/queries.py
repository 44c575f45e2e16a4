"""Every read of the accounts room that shows no contact details (those are in accounts/contact.py)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value

from coorum.accounts.bands import Band, is_current
from coorum.accounts.models import (
    Age,
    Closure,
    Departure,
    DeskRole,
    Invitation,
    Member,
    Pause,
    Person,
    Session,
    StaffRole,
)
from coorum.accounts.references import code_hash
from coorum.accounts.roles import Duty, Role
from coorum.base import clock
from coorum.base.compiled import compiled
from coorum.base.events import Party

#: What each role may do includes what those after it may.
_RANK = {Role.OWNER: 3, Role.MANAGER: 2, Role.MODERATOR: 1}
#: How many notices wait for a member, as a column of their row. The room that keeps them stands upstairs, and says how.
_unread: list[Callable[[], Any]] = []


def count_unread_by(column: Callable[[], Any]) -> None:
    """Say how the notices that wait for a member are counted: an expression over their row. Once, at start-up."""
    _unread[:] = [column]


@dataclass(frozen=True)
class Viewer:
    """Who is looking, on this site: a signed-in person, the member they are here, and their role in the operator's staff."""

    person: Person
    member: Member | None = None
    paused: bool = False
    role: str = ""
    avatar_url: str = ""
    unread_count: int = 0

    @property
    def display_name(self) -> str:
        return self.member.display_name if self.member else self.person.email.split("@")[0]

    @property
    def user_id(self) -> str:
        return self.member.user_id if self.member else ""

    @property
    def is_staff(self) -> bool:
        return bool(self.role)

    @property
    def is_active_member(self) -> bool:
        return self.member is not None and not self.paused

    @property
    def waits_for_guardian(self) -> bool:
        """Whether the membership is paused and only a guardian can change that: known to be 15 or younger."""
        age = age_of(self.person) if self.paused else None
        return age is not None and age.band == Band.CHILD

    def is_at_least(self, role: Role) -> bool:
        """Whether the viewer's role on this site includes `role`."""
        return bool(self.role) and _RANK[Role(self.role)] >= _RANK[role]

    @property
    def party(self) -> Party:
        """The viewer as the actor of an event."""
        if self.role:
            return Party("staff", self.person.id, self.person.ledger_ref)
        if self.member:
            return member_party(self.member)
        return person_party(self.person)


def person_party(person: Person) -> Party:
    return Party("person", person.id, person.ledger_ref)


def member_party(member: Member) -> Party:
    return Party("member", member.id, member.ledger_ref)


def _current_members() -> QuerySet[Member]:
    departed = Departure.objects.filter(member=OuterRef("id"))
    return Member.objects.filter(~Exists(departed))


def viewer_on_site(person: Person) -> Viewer:
    """The person as seen on the open scope's site: one query for a member, two for anybody else."""
    member: Any = next(iter(_membership(person.id)), None)
    if member is None:
        return Viewer(person, role=next(iter(_role(person.id)), ""))
    return Viewer(person, member, member.is_paused, member.role or "", unread_count=member.unread)


@compiled
def _membership(person_id: UUID) -> QuerySet[Member]:
    paused = Pause.objects.filter(member=OuterRef("id"))
    role = Subquery(StaffRole.objects.filter(person=OuterRef("person")).values("role")[:1])
    unread = _unread[0]() if _unread else Value(0)
    return _current_members().filter(person=person_id).annotate(is_paused=Exists(paused), role=role, unread=unread)


@compiled
def _role(person_id: UUID) -> QuerySet[StaffRole, str]:
    return StaffRole.objects.filter(person=person_id).values_list("role", flat=True)


def member_of(person: Person) -> Member | None:
    """The member this person is on the open scope's site, or None."""
    return _current_members().select_related("person").filter(person=person).first()


def member_of_person_id(person_id: UUID | None) -> Member | None:
    """The member with this person's id on the open scope's site, or None."""
    return _current_members().select_related("person").filter(person_id=person_id).first() if person_id else None


def persons_of_devices(marks: Iterable[str]) -> list[UUID]:
    """Whose session, or whose browser, one of these is."""
    sessions = Session.objects.filter(Q(session_key__in=marks) | Q(browser__in=marks)).exclude(person=None)
    return list(sessions.values_list("person", flat=True))


def member_by_id(member_id: UUID) -> Member | None:
    """The member, or None where they left."""
    return _current_members().select_related("person").filter(id=member_id).first()


def member_named(user_id: str) -> Member | None:
    """The member with this user ID whom others can see, or None."""
    return _current_members().select_related("person").filter(user_id__iexact=user_id, has_left=False).first()


def staff() -> QuerySet[StaffRole]:
    """The operator's staff on the open scope's site, owners first, with their persons."""
    member_names = Member.objects.filter(person=OuterRef("person")).values("display_name")[:1]
    roles = StaffRole.objects.select_related("person").annotate(display_name=Subquery(member_names))
    return roles.order_by("granted_at")


def desk_roles() -> QuerySet[DeskRole]:
    """Who may work at the provider's desk at this moment: grants that have not ended, of people who are active."""
    return DeskRole.objects.select_related("person").filter(expires_at__gt=clock.now(), person__is_active=True)


def granted_desk_roles() -> QuerySet[DeskRole]:
    """Every grant, those that have ended too, the next to end first."""
    return DeskRole.objects.select_related("person").order_by("expires_at", "person_id")


def desk_role_of(person: Person) -> DeskRole | None:
    """What the person does at the provider's desk now, or None."""
    return desk_roles().filter(person=person.id).first()


def desk_staff(duty: Duty | None = None) -> QuerySet[Person]:
    """The provider's staff at its desk now, of one duty or all."""
    roles = desk_roles().filter(duty=duty) if duty else desk_roles()
    return Person.objects.filter(id__in=roles.values("person"))


def is_closing(person: Person) -> bool:
    """Whether the person closes their account, or has closed it."""
    return Closure.objects.filter(person=person).exists()


def age_of(person: Person) -> Age | None:
    """Which age band the person said they are in; None for whoever was never asked."""
    return Age.objects.filter(person=person).first()


def band_in_force(person: Person) -> str:
    """The person's age band, or an empty text where it is not known, or has to be asked again."""
    age = age_of(person)
    return age.band if age and is_current(age.band, age.said_at, clock.now()) else ""


def person_by_id(person_id: UUID) -> Person:
    return Person.objects.get(id=person_id)


def is_verified(person: Person) -> bool:
    """Whether the person showed that their address is theirs."""
    return EmailAddress.objects.filter(user=person, verified=True).exists()


def is_registered(email: str) -> bool:
    """Whether somebody showed that this address is theirs. Never answer this to a stranger."""
    return EmailAddress.objects.filter(email=email.lower(), verified=True).exists()


def person_at(email: str) -> Person | None:
    """Whoever showed that this address is theirs. Never answer this to a stranger."""
    found = EmailAddress.objects.select_related("user").filter(email=email.lower(), verified=True).first()
    return found.user if found else None


def role_of_member(member: Member) -> str:
    """The member's role in the operator's staff, or an empty text."""
    return StaffRole.objects.filter(person_id=member.person_id).values_list("role", flat=True).first() or ""


def open_invitations() -> QuerySet[Invitation]:
    """Invitations to the open scope's site that can still be used, newest first."""
    return Invitation.objects.filter(accepted_at=None, expires_at__gt=clock.now()).order_by("-invited_at")


def invitation_with(code: str) -> Invitation | None:
    """The invitation to the open scope's site that this code opens, or None."""
    return open_invitations().filter(code_hash=code_hash(code)).first() if code else None


def somebody_at(email: str) -> Person:
    """A person who is not there, at this address: what a password is compared with before anybody is registered."""
    return Person(email=email)
