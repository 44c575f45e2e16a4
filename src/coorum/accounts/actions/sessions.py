"""Signing in and out, as the record sees it; ending sessions."""

from collections.abc import Iterable

from django.db.models import Q

from coorum.accounts import devices, queries
from coorum.accounts.actions.epochs import move_on
from coorum.accounts.events import PERSON_SIGNED_IN, PERSON_SIGNED_OUT, SESSIONS_REVOKED
from coorum.accounts.models import Person, Session
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.base.scope import PROVIDER


@action
def record_sign_in(person: Person, *, host: str) -> None:
    """Somebody signed in on `host`. The door has opened the session."""
    party = queries.person_party(person)
    publish(PERSON_SIGNED_IN, actor=party, subject=party, payload={"host": host}, chain=PROVIDER)


@action
def sign_out(person: Person, *, session_key: str, browser: str, hosts: Iterable[str]) -> None:
    """End the session with `session_key`, and those of the same browser on `hosts` (the sign-in host is among them:
    otherwise whoever has the device next would be signed in again without being asked) and in frames (accounts/frames.py).
    """
    same_browser = Q(browser=browser) & (Q(host__in=list(hosts)) | Q(host__contains="://")) if browser else Q()
    Session.objects.filter(Q(session_key=session_key) | same_browser, person=person).delete()
    party = queries.person_party(person)
    publish(PERSON_SIGNED_OUT, actor=party, subject=party, chain=PROVIDER)


@action
def revoke_device(person: Person, *, device_id: str) -> None:
    """End every session of one of the person's devices, in one statement. One that is none of theirs changes nothing."""
    if devices.sessions_of(person, device_id).delete()[0]:
        _publish_revoked(person)


@action
def revoke_sessions(person: Person) -> None:
    """End every session of the person, on every host and device, and whatever is on its way to become one."""
    move_on(person)
    _publish_revoked(person)


def _publish_revoked(person: Person) -> None:
    party = queries.person_party(person)
    publish(SESSIONS_REVOKED, actor=party, subject=party, chain=PROVIDER)
