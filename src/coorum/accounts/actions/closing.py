"""Closing an account on every site: begun, taken back. What is erased then, and when, is the privacy room's (c-5)."""

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries
from coorum.accounts.models import Closure, Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused


@action
def begin_closing(person: Person) -> None:
    """From now on the person joins nothing. Raises `Refused("at_the_desk")` for the provider's own staff."""
    if queries.desk_role_of(person) is not None:
        raise Refused("at_the_desk", _("You work at the provider's desk: please hand your duty over first."))
    Closure.objects.get_or_create(person=person, defaults={"begun_at": clock.now()})


@action
def stop_closing(person: Person) -> None:
    """The person stays."""
    Closure.objects.filter(person=person, erased_at=None).delete()
