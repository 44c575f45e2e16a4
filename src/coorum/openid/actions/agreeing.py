"""What a member agrees to for one website, and the code that takes it there."""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_urlsafe

from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Member
from coorum.accounts.queries import member_party
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.openid import names
from coorum.openid.events import LINK_AGREED, VISIT_BEGAN
from coorum.openid.models import Asking, Code, Link, RelyingParty, Visit, as_party
from coorum.provision.queries import provided_items


@action
def note_asking(party: RelyingParty, *, query: str) -> Asking:
    """Keep a request that was looked at, while its person signs in and decides."""
    asking: Asking = Asking.new(party=party, query=query, asked_at=clock.now())
    asking.save()
    return asking


@action
def agree(member: Member, *, party: RelyingParty, asked: Iterable[str], items: Iterable[str]) -> Link:
    """The member agrees to sign in there, and to each of `items` out of what was `asked`.

    Nothing is agreed to that the operator may not be provided with. Raises `Refused`: `no_consent` (the member does not
    provide the operator with anything), `not_asked`.
    """
    wanted, chosen = list(dict.fromkeys(asked)), set(items)
    if not chosen <= set(wanted):
        raise Refused("not_asked", _("The website did not ask for this."))
    if not chosen <= set(ensure_provided(member)):
        raise Refused("no_consent", _("You did not agree to provide this to the operator of the community."))
    link, _is_new = Link.objects.select_for_update().get_or_create(
        site_id=member.site_id,
        party=party,
        member=member,
        defaults={"person_id": member.person_id, "sub": token_urlsafe(32), "agreed_at": clock.now()},
    )
    link.asked, link.items = wanted, [item for item in wanted if item in chosen]
    link.agreed_at, link.ended_at = clock.now(), None
    link.save()
    publish(
        LINK_AGREED,
        actor=member_party(member),
        subject=member_party(member),
        toward=as_party(party.id),
        payload={"asked": link.asked, "items": link.items, "website": party.website},
    )
    return link


def ensure_provided(member: Member) -> list[str]:
    """The items the operator is provided with now. Raises `Refused("no_consent")` where it is with none."""
    items = provided_items(member)
    if not items:
        raise Refused(
            "no_consent", _("To sign in there, you need to be a member of this community who takes part in it.")
        )
    return items


@action
def begin_visit(
    link: Link,
    *,
    scope: str,
    browser: str,
    signed_in_at: datetime,
    redirect_uri: str,
    challenge: str,
    nonce: str,
    code: str,
) -> Visit:
    """A session at the relying party begins, with the code that it will exchange. `challenge` is S256 (RFC 7636)."""
    ensure_provided(link.member)
    now = clock.now()
    visit: Visit = Visit.new(link=link, browser=browser, scope=scope, signed_in_at=signed_in_at, began_at=now)
    visit.save()
    Code.new(
        visit=visit,
        code_hash=code_hash(code),
        redirect_uri=redirect_uri,
        challenge=challenge,
        nonce=nonce,
        made_at=now,
    ).save()
    publish(VISIT_BEGAN, actor=member_party(link.member), toward=as_party(link.party_id), key=visit.id)
    return visit


def new_code(party: RelyingParty) -> str:
    """A fresh code of this relying party's site."""
    return names.new_secret(party.site_id)
