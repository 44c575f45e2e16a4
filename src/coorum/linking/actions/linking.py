"""Linking an account of another service, and taking it off again. Never by an address: only by who somebody is there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import GUEST, publish
from coorum.base.scope import PROVIDER
from coorum.factors import queries as factors
from coorum.linking import queries, rules
from coorum.linking.events import ACQUIRED, ANSWER_REFUSED, SCOPES_DIFFERED, UNLINKED
from coorum.linking.models import Link, Service, Wish
from coorum.linking.presets import SCOPES


@action
def wish_to_link(
    person: Person, *, service: Service, subject: str, scopes: Sequence[str], claims_kept: Sequence[str]
) -> None:
    """Remember through which service somebody registers until their address is verified; then they are linked.

    Raises `Refused("linked_elsewhere")` where that account belongs to somebody else already.
    """
    if queries.link_with(service, subject) is not None:
        raise _elsewhere()
    told = {"service": service, "subject": subject, "scopes": list(scopes), "claims_kept": list(claims_kept)}
    Wish.objects.update_or_create(person=person, defaults={**told, "asked_at": clock.now()})


@action
def link_account(
    person: Person, *, service: Service, subject: str, scopes: Sequence[str], claims_kept: Sequence[str]
) -> Link:
    """Link the account; linking it once more changes nothing.

    Raises `Refused`: `linked_elsewhere` (it is another person's), `linked_twice` (they have one of this service already).
    """
    standing = queries.link_with(service, subject)
    if standing is not None:
        if standing.person_id != person.id:
            raise _elsewhere()
        return standing
    row = Link(person=person, service=service, subject=subject, scopes=list(scopes), claims_kept=list(claims_kept))
    row.linked_at = clock.now()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            "linked_twice", _("An account of this service is linked already. Take that one off first.")
        ) from None
    _tell_acquired(person, row)
    return row


def link_as_wished(person_id: Any) -> None:
    """The address is verified: what was wished at registration is done."""
    wish = Wish.objects.select_related("person", "service").filter(person=person_id).first()
    if wish is None:
        return
    person = wish.person  # its key is the row's own, and goes with it
    wish.delete()
    if queries.link_with(wish.service, wish.subject) is None:
        link_account(
            person,
            service=wish.service,
            subject=wish.subject,
            scopes=wish.scopes,
            claims_kept=wish.claims_kept,
        )


@action
def unlink_account(person: Person, *, service: Service) -> bool:
    """The account of this service no longer opens the door; whether there was one. Raises `Refused("last_way")`."""
    standing = queries.links_of(person).select_for_update(of=("self",))
    others = sum(one.service_id != service.id and one.service.is_on for one in standing)
    others += len(factors.passkeys_of(person))
    rules.ensure_another_way(has_password=person.has_usable_password(), other_ways=others)
    if not Link.objects.filter(person=person, service=service).delete()[0]:
        return False
    party = people.person_party(person)
    publish(UNLINKED, actor=party, subject=party, payload={"source": service.slug, "why": "asked"}, chain=PROVIDER)
    return True


@action
def drop_links(person_id: Any, *, why: str, since: datetime | None = None) -> None:
    """Every link (made `since` then) and wish of this person goes: whoever proved who they are by letter may not be who
    linked them.
    """
    Wish.objects.filter(person=person_id).delete()
    newer = Q(linked_at__gte=since) if since else Q()
    for row in Link.objects.select_related("person", "service").filter(newer, person=person_id):
        party = people.person_party(row.person)
        row.delete()
        told = {"source": row.service.slug, "why": why}
        publish(UNLINKED, actor=party, subject=party, payload=told, chain=PROVIDER)


@action
def note_use(link: Link) -> None:
    """The account opened the door just now."""
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])


@action
def refuse_answer(service: Service, *, why: str) -> None:
    """Write down that an answer did not hold: the service and a short word, nothing of what it said."""
    publish(ANSWER_REFUSED, actor=GUEST, payload={"source": service.slug, "why": why[:30]}, chain=PROVIDER)


def _tell_acquired(person: Person, row: Link) -> None:
    party = people.person_party(person)
    told = {"source": row.service.slug, "scopes": row.scopes, "claims_kept": row.claims_kept}
    publish(ACQUIRED, actor=party, subject=party, payload=told, chain=PROVIDER)
    more = rules.differs(SCOPES, row.scopes)
    if more:
        publish(SCOPES_DIFFERED, actor=party, payload={"source": row.service.slug, "more": more}, chain=PROVIDER)


def _elsewhere() -> Refused:
    return Refused("linked_elsewhere", _("This account is linked with another account here. Sign in with it instead."))
