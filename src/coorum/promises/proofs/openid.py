"""Whether websites on which members sign in learn what was ticked and nothing else, and nothing once it ends (P9.1)."""

from typing import Any

from django.utils.translation import gettext_noop as _

from coorum.accounts.models import Member
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.openid import actions, claims, names
from coorum.openid.kinds import ITEMS, SCOPES, TokenKind
from coorum.openid.models import Halt, Link, RelyingParty, Visit
from coorum.openid.queries import token_of
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import follows, looks, tries
from coorum.promises.proofs.canaries import invented_member
from coorum.promises.stretches import Stretch
from coorum.provision.queries import entitled_profiles
from coorum.sites import queries as sites

#: Links that may be read and whose ticks no evidence has, as their member set them last.
UNTICKED = """
SELECT count(*) FROM openid_link l JOIN accounts_member m ON m.site_id = l.site_id AND m.id = l.member_id
WHERE l.ended_at IS NULL AND l.agreed_at >= :since AND NOT (l.asked @> l.items AND EXISTS (
  SELECT FROM ledger_entry e LEFT JOIN ledger_opening o ON o.site_id = e.site_id AND o.commitment = e.commitment
  WHERE e.site_id = l.site_id AND e.kind = 'openid.link.agreed' AND e.subject = m.ledger_ref
  AND e.refs::jsonb->>'toward' = replace(l.party_id::text, '-', '')
  AND e.at BETWEEN l.agreed_at - interval '1 minute' AND l.agreed_at + interval '1 minute'
  AND (o.payload IS NULL OR o.payload->'items' @> to_jsonb(l.items))))
"""
#: Links that stand though nothing is provided any more, or have ended and can still be read; sign-ins at a website that was
#: switched off before; keys of sign-ins that are over.
LINGERING = """
SELECT (SELECT count(*) FROM openid_link l WHERE l.ended_at IS NULL AND NOT EXISTS (
          SELECT FROM provision_provision p JOIN consent_consent c
            ON c.site_id = p.site_id AND c.person_id = p.person_id AND c.kind = 'provision'
          WHERE p.site_id = l.site_id AND p.member_id = l.member_id AND p.purpose = 'provide' AND p.closed_at IS NULL))
     + (SELECT count(*) FROM openid_link l WHERE l.ended_at IS NOT NULL AND (cardinality(l.items) > 0
          OR EXISTS (SELECT FROM openid_visit v WHERE v.site_id = l.site_id AND v.link_id = l.id AND v.ended_at IS NULL)))
     + (SELECT count(*) FROM openid_halt h JOIN openid_link l ON l.site_id = h.site_id AND l.party_id = h.party_id
          JOIN openid_visit v ON v.site_id = l.site_id AND v.link_id = l.id
          WHERE v.ended_at IS NULL AND v.began_at < h.halted_at - interval '1 minute')
     + (SELECT count(*) FROM openid_token t JOIN openid_visit v ON v.site_id = t.site_id AND v.id = t.visit_id
          WHERE v.ended_at IS NOT NULL)
"""
STANDING = "SELECT count(*) FROM openid_link WHERE ended_at IS NULL"
EVERYTHING = " ".join(SCOPES)


@follows("P9.1")
def websites_may_read_what_was_ticked(stretch: Stretch) -> Finding:
    """What a website may read of somebody is what the evidence says that they ticked for it."""
    return none_of(
        UNTICKED,
        kept=_("For each of %(all)s links to websites, the evidence shows that the member ticked what may be read."),
        broken=_("%(count)s links to websites let more be read than was ticked."),
        all=number(STANDING),
        stretch=stretch,
    )


@looks("P9.1")
def what_ended_opens_nothing() -> Finding:
    """Where the consent, the link or the website ended, no link, session or key outlives it."""
    return none_of(
        LINGERING,
        kept=_(
            "No link, sign-in or key of a website outlives the consent it rests on, its own end, or a switching off."
        ),
        broken=_("%(count)s links, sign-ins or keys of websites stand although they ended."),
    )


@tries("P9.1")
def a_website_is_told_nothing_unticked() -> Finding:
    """On a site, an invented website asks for everything: of a member who ticked nothing, of somebody who agreed to nothing,
    and after it was switched off.
    """
    place = next((one for one in sites.all_sites() if not one.is_gone), None)
    if place is None:
        return Finding(Verdict.NOT_MEASURED, _("There is no community yet."))
    with site_scope(place.id):
        told = sorted(name for name, learns in _ATTEMPTS.items() if learns(_invented_party()))
    facts = {"told": ", ".join(told)}
    if told:
        return Finding(Verdict.BROKEN, _("A website was told of a member what it may not: %(told)s."), facts)
    return Finding(
        Verdict.KEPT, _("A website that asked for everything was told nothing that was not ticked, nor after its end.")
    )


def _learns_unticked(party: RelyingParty) -> bool:
    """Of a member whose data the operator has, and who ticked nothing; where there is none, of an invented one."""
    provided = entitled_profiles().select_related("member").first()
    member = provided.member if provided else invented_member()
    return set(claims.userinfo(_visit(party, member, items=[]))) != {"sub"}


def _learns_without_consent(party: RelyingParty) -> bool:
    """Of somebody who agreed to nothing, whatever the link says."""
    return set(claims.userinfo(_visit(party, invented_member(), items=list(ITEMS)))) != {"sub"}


def _is_agreed_without_consent(party: RelyingParty) -> bool:
    """Somebody who provides nothing ticks all the same."""
    try:
        actions.agree(invented_member(), party=party, asked=list(ITEMS), items=list(ITEMS))
    except Refused:
        return False
    return True


def _opens_after_halt(party: RelyingParty) -> bool:
    """A key handed out before the website was switched off."""
    visit, secret = _visit(party, invented_member(), items=[]), names.new_secret(party.site_id)
    actions.keep_token(visit, secret, TokenKind.ACCESS)
    Halt.new(party=party, halted_by=new_id(), halted_at=clock.now()).save()
    return token_of(secret, TokenKind.ACCESS) is not None


def _opens_after_end(party: RelyingParty) -> bool:
    """A key handed out before the member ended the link."""
    visit, secret = _visit(party, invented_member(), items=[]), names.new_secret(party.site_id)
    actions.keep_token(visit, secret, TokenKind.REFRESH)
    Link.objects.filter(id=visit.link_id).update(ended_at=clock.now())
    return token_of(secret, TokenKind.REFRESH, party) is not None


_ATTEMPTS = {
    "unticked": _learns_unticked,
    "no consent": _learns_without_consent,
    "agreed without consent": _is_agreed_without_consent,
    "switched off": _opens_after_halt,
    "ended": _opens_after_end,
}


def _invented_party() -> RelyingParty:
    facts: dict[str, Any] = {"website": "https://canary.invalid/", "redirect_uris": ["https://canary.invalid/back"]}
    party: RelyingParty = RelyingParty.new(
        name=f"canary {new_id().hex[:12]}",
        **facts,
        items=list(ITEMS),
        registered_by=new_id(),
        registered_at=clock.now(),
    )
    party.save()
    return party


def _visit(party: RelyingParty, member: Member, *, items: list[str]) -> Visit:
    now = clock.now()
    link = Link.new(party=party, member=member, person_id=member.person_id, sub=new_id().hex, agreed_at=now)
    link.asked, link.items = list(ITEMS), items
    link.save()
    visit: Visit = Visit.new(link=link, scope=EVERYTHING, signed_in_at=now, began_at=now)
    visit.save()
    return visit
