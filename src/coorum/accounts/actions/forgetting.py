"""Letting go of what has no purpose any more (APPI 22)."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef

from coorum.accounts.models import HandOff, Person, Session
from coorum.base import clock
from coorum.base.actions import action

UNCONFIRMED_FOR = timedelta(days=7)


@action
def forget_unconfirmed_persons() -> int:
    """Delete registrations whose address was never verified; returns how many."""
    verified = EmailAddress.objects.filter(user=OuterRef("id"), verified=True)
    stale = Person.objects.filter(~Exists(verified), created_at__lt=clock.now() - UNCONFIRMED_FOR)
    EmailAddress.objects.filter(user__in=stale).delete()
    return stale.delete()[0]


@action
def forget_expired_sessions() -> None:
    """Delete sessions and hand-off codes that can no longer be used."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    HandOff.objects.filter(made_at__lt=clock.now() - timedelta(hours=1)).delete()
