"""Every read of the factors room. Secrets and codes are not among them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from coorum.accounts import methods as methods_
from coorum.accounts import queries as people
from coorum.accounts.models import Person, Session
from coorum.accounts.sessions import SessionStore
from coorum.base import clock
from coorum.base.compiled import compiled
from coorum.factors.models import App, Loss, Passkey, RecoveryCode


@dataclass(frozen=True)
class Factors:
    """What a person has besides a password."""

    app_since: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def is_second(self) -> bool:
        """Whether they are asked for a second factor."""
        return bool(self.app_since or self.passkeys)


def factors_of(person: Person) -> Factors:
    """The person's app, passkeys (oldest first), and how many recovery codes are left: three queries."""
    return Factors(
        app_since=App.objects.filter(person=person).values_list("added_at", flat=True).first(),
        passkeys=tuple(passkeys_of(person)),
        codes_left=RecoveryCode.objects.filter(person=person).count(),
    )


def has_second_factor(person: Person) -> bool:
    """Whether the person is asked for a second factor: one query."""
    return bool(_having_one(person.id))


@compiled
def _having_one(person_id: UUID) -> "QuerySet[Person, Any]":
    app, passkey = (kind.objects.filter(person=OuterRef("id")) for kind in (App, Passkey))
    return Person.objects.filter(Exists(app) | Exists(passkey), id=person_id).values("id")


def has_app(person: Person) -> bool:
    """Whether the person has an authenticator app."""
    return App.objects.filter(person=person).exists()


def passkeys_of(person: Person) -> list[Passkey]:
    """The person's passkeys, oldest first."""
    return list(Passkey.objects.filter(person=person).order_by("added_at", "id"))


def passkey_with(credential: bytes) -> Passkey | None:
    """The passkey with this credential id, and its person, or None."""
    return Passkey.objects.select_related("person").filter(credential=credential).first()


def losses() -> list[Loss]:
    """Every factor that was said to be lost, the first to end first."""
    return list(Loss.objects.order_by("due_at"))


def loss_of(person: Person) -> Loss | None:
    """What the person said of a lost factor, while the wait lasts."""
    return Loss.objects.filter(person=person).first()


def sessions_without_it() -> tuple[int, int]:
    """Of people with a second factor: how many sessions are open, and how many of them began without it."""
    having = App.objects.values("person").union(Passkey.objects.values("person"))
    live = Session.objects.filter(person__in=list(having.values_list("person", flat=True)), expire_date__gt=clock.now())
    methods = [SessionStore().decode(data).get("_methods", ()) for data in live.values_list("session_data", flat=True)]
    return len(methods), sum(not methods_.has_second_factor(one) for one in methods)


def staff_with_it() -> tuple[int, int]:
    """How many people work at the provider's desk now, and how many of them have a second factor."""
    desk = list(people.desk_staff())
    return len(desk), sum(has_second_factor(person) for person in desk)
