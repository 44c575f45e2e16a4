"""The guard of the gate for ids: nobody who could tie one to a person gets it without that person's consent (APPI 31, b-2).

Nothing shares an id today, and no item of the register is one, so the gate lets nothing through. The day the policy lists
`SIGNED_IN_ID`, a live consent that names it opens the gate for one person and one recipient, and each time leaves a record.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as accounts
from coorum.accounts.models import Member, Person
from coorum.base import clock, scope
from coorum.base.errors import Refused
from coorum.base.gates import TIE
from coorum.base.ids import from_short
from coorum.consent import items
from coorum.consent.models import Consent
from coorum.provision.actions.providing import record
from coorum.provision.kinds import RELATED
from coorum.provision.models import Provision
from coorum.sites import queries as sites

#: The item a consent must name: the id by which the operator's own website would know a member again.
SIGNED_IN_ID = "signed_in_id"
#: A recipient elsewhere is told of as APPI 28 asks, or gets nothing.
HOME = "JP"


#: Ids that pass now, since the gateway has just asked whether they may (`passing`).
_passing: ContextVar[frozenset[str]] = ContextVar("coorum_passing", default=frozenset())


@contextmanager
def passing(ids: Iterable[UUID]) -> Iterator[None]:
    """Let these ids pass inside: for actions of this room that have asked for the consent to tell them (actions/systems.py)."""
    token = _passing.set(frozenset(str(one) for one in ids))
    try:
        yield
    finally:
        _passing.reset(token)


def ensure_may_tie(host: str, marks: frozenset[str]) -> None:
    """Raise `Refused` where one of these marks is somebody's who did not agree that this host gets it."""
    if sites.place_at(host) is not None:
        return
    for person in _whose(marks - _passing.get()):
        _write_down(person, _consent(person, host), host)


def _whose(marks: frozenset[str]) -> list[Person]:
    """Everybody whom one of the marks names: by id, by the name in the evidence, by address, by session or browser; on the
    site whose scope is open by their names there too.
    """
    ids = {id_ for mark in marks if (id_ := _id_in(mark))}
    names = Q(id__in=ids) | Q(ledger_ref__in=marks) | Q(email__in={mark.lower() for mark in marks if "@" in mark})
    found = names | Q(id__in=accounts.persons_of_devices(marks))
    if scope.current().site_id != scope.PROVIDER:
        members = Q(id__in=ids) | Q(ledger_ref__in=marks) | Q(user_id__in=marks)
        found |= Q(id__in=list(Member.objects.filter(members).values_list("person", flat=True)))
    return list(Person.objects.filter(found).order_by("id"))


def _id_in(mark: str) -> UUID | None:
    for read in (UUID, from_short):
        try:
            return read(mark)
        except ValueError:
            continue
    return None


def _consent(person: Person, host: str) -> Consent:
    """The consent in force, locked, by which this host may know this person again."""
    if items.find(SIGNED_IN_ID) is None or scope.current().site_id == scope.PROVIDER or host not in _hosts():
        raise _not_agreed()
    standing = Consent.objects.select_related("receipt").filter(person=person, items__contains=[SIGNED_IN_ID])
    consent = standing.select_for_update(of=("self",)).first()
    if consent is None:
        raise _not_agreed()
    recipient = consent.receipt.document["recipients"][0]
    if recipient.get("country", HOME) != HOME and not recipient.get("abroad"):
        raise Refused("not_informed", _("Before the consent it was not said what holds in the recipient's country."))
    return consent


def _not_agreed() -> Refused:
    return Refused("no_consent", _("Nobody who could tell by it who somebody is gets an id without their consent."))


def _hosts() -> set[str]:
    """Where the recipient named by every consent here is: the operator's own website."""
    return {urlsplit(sites.current_site().operator.website).netloc.lower()} - {""}


def _write_down(person: Person, consent: Consent, host: str) -> None:
    """The record that the law asks for: one while it goes on, with its first and last day."""
    member = accounts.member_of(person)
    if member is None:
        raise _not_agreed()
    open_ = Provision.objects.filter(member=member, route=RELATED, closed_at=None)
    if not open_.update(last_at=clock.now()):
        record(
            member,
            consent,
            purpose=consent.purposes[0],
            items=[SIGNED_IN_ID],
            payload_hash=sha256(host.encode()).hexdigest(),
            route=RELATED,
            channel="link",
        )


TIE.guard(ensure_may_tie)
