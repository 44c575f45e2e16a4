"""Linking a customer ID with a member, and ending that. Never by a name or an address: only by the ID, and only with the
member's own doing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts import ways_in
from coorum.accounts.models import Member, Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.scope import current_site_id, site_scope
from coorum.customers import queries
from coorum.customers.actions.visits import end_visits
from coorum.customers.events import ACQUIRED, LINK_ENDED
from coorum.customers.letters import tell
from coorum.customers.models import Directory, Link, Wish
from coorum.linking.queries import links_of
from coorum.linking.rules import ensure_another_way
from coorum.provision.queries import sites_that_reach
from coorum.sites.models import Site


@action
def wish_to_link(
    person: Person, *, site: Site, subject: str, scopes: Sequence[str], claims_kept: Sequence[str]
) -> None:
    """Remember with which customer ID somebody registers until they have joined; then it is linked.

    Raises `Refused("linked_elsewhere")` where it is somebody else's already.
    """
    with site_scope(site.id):
        if queries.link_of(subject) is not None:
            raise _elsewhere()
    told = {"community": site, "subject": subject, "scopes": list(scopes), "claims_kept": list(claims_kept)}
    Wish.objects.update_or_create(person=person, defaults={**told, "asked_at": clock.now()})


def link_as_wished(person_id: Any, member_id: Any) -> None:
    """Somebody joined the open scope's site: what they wished when they registered for it is done."""
    wish = Wish.objects.select_related("person").filter(person=person_id, community=current_site_id()).first()
    directory, member = queries.directory(), people.member_by_id(member_id)
    if wish is None or directory is None or member is None:
        return
    person = wish.person
    wish.delete()
    if queries.link_of(wish.subject) is None:
        _link(person, member, directory, wish.subject, wish.scopes, wish.claims_kept)


@action
def link_customer(
    person: Person, *, directory: Directory, subject: str, scopes: Sequence[str], claims_kept: Sequence[str]
) -> Link:
    """Link a customer ID with somebody signed in, who showed anew who they are; once more changes nothing.

    Raises `Refused`: `no_member`, `linked_elsewhere` (it is another member's), `linked_twice` (they have one already).
    """
    member = people.member_of(person)
    if member is None:
        raise Refused("no_member", _("Join this community first, then link your customer ID."))
    standing = queries.link_of(subject)
    if standing is not None:
        if standing.person_id != person.id:
            raise _elsewhere()
        return standing
    try:
        with transaction.atomic():
            row = _link(person, member, directory, subject, scopes, claims_kept)
    except IntegrityError:
        raise Refused("linked_twice", _("A customer ID is linked already. Take that one off first.")) from None
    tell("customer_linked", row)
    return row


def _link(
    person: Person, member: Member, directory: Directory, subject: str, scopes: Sequence[str], claims: Sequence[str]
) -> Link:
    row = Link.new(person=person, member=member, directory=directory, subject=subject, linked_at=clock.now())
    row.scopes, row.claims_kept = list(scopes), list(claims)
    row.save(force_insert=True)
    told = {"source": directory.kind, "issuer": directory.issuer, "scopes": row.scopes, "claims_kept": row.claims_kept}
    party = people.member_party(member)
    publish(ACQUIRED, actor=party, subject=party, payload=told, key=row.id)
    return row


@action
def note_use(link: Link) -> None:
    """The customer ID opened the door just now."""
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])


@action
def unlink_customer(person: Person) -> bool:
    """The person takes their customer ID off, on the open scope's site; whether there was one. Raises
    `Refused("last_way")`.
    """
    link = queries.link_of_person(person)
    if link is None:
        return False
    others = sum(one.service.is_on for one in links_of(person))
    others += ways_in.count(person) - int(person.has_usable_password())
    ensure_another_way(has_password=person.has_usable_password(), other_ways=others)
    tell("customer_unlinked", link)
    end_link(link, actor=people.member_party(link.member), why="asked")
    return True


def end_link(link: Link, *, actor: Party, why: str, reason: str = "") -> None:
    """The customer ID opens nothing any more, and sessions that began with it end: however a link comes to its end."""
    end_visits(link, sid="")
    subject = people.member_party(link.member)
    publish(LINK_ENDED, actor=actor, subject=subject, reason=reason, payload={"why": why})
    link.delete()


def drop_wish(person_id: Any) -> None:
    """Forget with which customer ID somebody wished to register."""
    Wish.objects.filter(person=person_id).delete()


@action
def drop_links(person: Person, *, why: str, since: datetime | None = None) -> None:
    """Every link (made `since` then) and wish of this person goes, on every site: whoever recovered the account may not be
    who linked it.
    """
    drop_wish(person.id)
    newer = Q(linked_at__gte=since) if since else Q()
    for site_id in sites_that_reach(person):
        with site_scope(site_id):
            for link in Link.objects.select_related("member", "person").filter(newer, person=person):
                end_link(link, actor=people.member_party(link.member), why=why)


def drop_link_of(member_id: Any) -> None:
    """Who left the site and comes back is a new member: they link anew."""
    for link in Link.objects.select_related("member", "person").filter(member=member_id):
        end_link(link, actor=Party("system"), why="left")


def _elsewhere() -> Refused:
    words = _("This customer ID is linked with another member here. If that is wrong, ask the community's staff.")
    return Refused("linked_elsewhere", words)
