"""Kinds of rounds: for each kind of letter that goes to everybody concerned, who that is and what they read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from coorum.accounts.models import Departure, Member, Person
from coorum.base.events import Event
from coorum.notices.models import Mailing

#: What each of these people reads, beyond what all read: the letter's context by person.
Context = Mapping[UUID, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Round:
    """A kind of round. `kind` names the letter's templates; `event` is the one entry of evidence; `recipients` answers people
    by id, asked in the scope the mailing is told in; `context` says what each of a batch reads.
    """

    kind: str
    event: Event
    subject: str
    recipients: Callable[[Mailing], QuerySet[Person]]
    context: Callable[[Mailing, Sequence[Person]], Context]


_rounds: dict[str, Round] = {}


def register(kind: Round) -> None:
    """Declare a kind of round, once."""
    if kind.kind in _rounds:
        raise ValueError(f"the round {kind.kind} is declared twice")
    _rounds[kind.kind] = kind


def round_of(kind: str) -> Round:
    """The declared kind; KeyError for one that nobody declared."""
    return _rounds[kind]


def everybody() -> QuerySet[Person]:
    """Everybody with a confirmed address."""
    return Person.objects.filter(is_active=True, emailaddress__primary=True, emailaddress__verified=True)


def members_here() -> QuerySet[Person]:
    """Whoever of them is a member of the site whose scope is open."""
    here = Member.objects.exclude(Exists(Departure.objects.filter(member=OuterRef("id"))))
    return everybody().filter(id__in=here.values("person"))
