"""Claiming a host, proving it, answering on it, and letting go of it."""

from secrets import token_hex

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Event, Party, publish
from coorum.base.once import insert_once
from coorum.base.scope import PROVIDER, stepped_out
from coorum.sites.hosts import events, queries, rules
from coorum.sites.hosts.kinds import Outcome, State
from coorum.sites.hosts.looking import Finding, look_for
from coorum.sites.hosts.models import HostClaim, HostFailing, HostLoss, HostProof, HostServing
from coorum.sites.hosts.names import address_of, clean_host
from coorum.sites.models import Domain, Site


@action
def claim_host(staff: Party, site: Site, *, host: str) -> HostClaim:
    """Say that a host is the operator's; the DNS is to say so too. A host that was lost is claimed anew, with a new token.

    Raises `Refused`: `host` (no name, or the provider's), `host_taken`, `claimed`, `too_many`.
    """
    host = clean_host(host)
    Site.objects.select_for_update().get(id=site.id)  # one after the other, or together they are more than may be
    HostClaim.objects.filter(host=host, losses__isnull=False).delete()
    if HostClaim.objects.filter(host=host).exists():
        raise rules.claimed()
    if (holder := queries.holder_of(host)) is not None:
        raise rules.taken() if holder != site.id else rules.claimed()
    rules.ensure_room(HostClaim.objects.count())
    claim = HostClaim.new(host=host, token=token_hex(16), claimed_by=staff.id or PROVIDER, claimed_at=clock.now())
    claim.save()
    _tell(events.HOST_CLAIMED, staff, claim)
    return claim


def check_host(staff: Party, claim: HostClaim) -> HostClaim:
    """Look into the DNS now, for somebody who waits. Raises `Refused("too_soon")`."""
    rules.ensure_not_too_soon(claim.checked_at, clock.now())
    return look_at(claim, actor=staff)


def look_at(claim: HostClaim, *, actor: Party = SYSTEM) -> HostClaim:
    """Look into the DNS, and write down what was found and what follows."""
    with stepped_out():
        finding = look_for(claim.record_name, claim.record_value)
    return note_finding(actor, claim, finding)


@action
def note_finding(actor: Party, claim: HostClaim, finding: Finding) -> HostClaim:
    """What follows from a look: a proof, a failing, a loss, or nothing. A claim that is gone meanwhile stays gone."""
    row = HostClaim.objects.select_for_update().filter(id=claim.id).first()
    if row is None:
        return claim
    row.checked_at, row.outcome, row.found = clock.now(), finding.outcome, list(finding.found)
    state = queries.host_of(row).state
    if state != State.LOST and finding.outcome == Outcome.RIGHT:
        _stands(actor, row)
    elif state not in {State.LOST, State.CLAIMED}:
        _is_gone(row, is_sure=finding.is_sure)
    row.save(update_fields=["checked_at", "outcome", "found"])
    return row


@action
def open_host(staff: Party, claim: HostClaim) -> None:
    """From now on the site answers on this host. Raises `Refused`: `not_proved`, `failing`, `host_taken`."""
    claim = HostClaim.objects.select_for_update().get(id=claim.id)
    host = queries.host_of(claim)
    rules.ensure_stands(host.state)
    if host.is_serving:
        return
    if not insert_once(Domain(host=address_of(claim.host), community_id=claim.site_id)):
        raise rules.taken()
    HostServing.new(claim=claim, begun_by=staff.id or PROVIDER, begun_at=clock.now()).save()
    _tell(events.HOST_OPENED, staff, claim)


@action
def prefer_host(staff: Party, site: Site, *, claim: HostClaim | None) -> None:
    """Publish the site under this host, or (None) under the one that the provider gave; the others lead there.

    Raises `Refused`: `not_proved`, `failing`, `not_open`, `no_other` (the provider gave none).
    """
    Site.objects.select_for_update().get(id=site.id)
    if claim is not None:
        rules.ensure_stands(queries.host_of(claim).state)
    host = address_of(claim.host) if claim else queries.given_host(site.id)
    if not Domain.objects.filter(host=host, community=site).exists():
        raise Refused("not_open", _("The community does not answer on this host yet."))
    _prefer(staff, site, str(host))


@action
def remove_host(staff: Party, claim: HostClaim) -> None:
    """Let go of a host: its token, its proof and its address end. Raises `Refused("no_other")` for the only host."""
    claim = HostClaim.objects.select_for_update().get(id=claim.id)
    _close(claim)
    _tell(events.HOST_REMOVED, staff, claim)
    claim.delete()


@action
def release_hosts(actor: Party) -> None:
    """Let go of every host of the open scope's site: its contract is over, and the names are the operator's to use elsewhere."""
    for claim in HostClaim.objects.order_by("host"):
        remove_host(actor, claim)


def _stands(actor: Party, claim: HostClaim) -> None:
    """The first whose record stands holds the host; of two at once, one."""
    if queries.holder_of(claim.host) not in {None, claim.site_id}:
        claim.outcome = Outcome.TAKEN
        return
    proof = HostProof(host=claim.host, community_id=claim.site_id, claim_id=claim.id)
    proof.proved_by, proof.proved_at = actor.id or PROVIDER, clock.now()
    if insert_once(proof):
        _tell(events.HOST_PROVED, actor, claim)
    elif not HostProof.objects.filter(claim_id=claim.id).exists():
        claim.outcome = Outcome.TAKEN
    if HostFailing.objects.filter(claim=claim).delete()[0]:
        _tell(events.HOST_RECOVERED, actor, claim)


def _is_gone(claim: HostClaim, *, is_sure: bool) -> None:
    """Tell at once where the DNS says that nothing is there; where it says nothing, only when it has said so before."""
    now = clock.now()
    failing, is_new = HostFailing.objects.get_or_create(claim=claim, site_id=claim.site_id, defaults={"since": now})
    if rules.is_over(failing.since, now):
        _lose(claim)
    elif failing.told_at is None and (is_sure or not is_new):
        failing.told_at = now
        failing.save(update_fields=["told_at"])
        _tell(events.HOST_FAILED, SYSTEM, claim)


def _lose(claim: HostClaim) -> None:
    _close(claim)
    HostFailing.objects.filter(claim=claim).delete()
    HostLoss.new(claim=claim, lost_at=clock.now()).save()
    _tell(events.HOST_LOST, SYSTEM, claim)


def _close(claim: HostClaim) -> None:
    """The site answers on this host no more, and holds it no more. Where it was the primary one, the given one is again."""
    if queries.is_primary_host(claim):
        given = queries.given_host(claim.site_id)
        if given is None:
            raise Refused("no_other", _("The community has no other host. Ask the provider for one first."))
        _prefer(SYSTEM, Site.objects.get(id=claim.site_id), given)
    if HostServing.objects.filter(claim=claim).delete()[0]:
        Domain.objects.filter(host=address_of(claim.host), community=claim.site_id).delete()
    HostProof.objects.filter(claim_id=claim.id).delete()


def _prefer(actor: Party, site: Site, host: str) -> None:
    if Domain.objects.filter(host=host, is_primary=True).exists():
        return
    Domain.objects.filter(community=site, is_primary=True).update(is_primary=False, primary_since=None)
    Domain.objects.filter(host=host, community=site).update(is_primary=True, primary_since=clock.now())
    subject = Party("site", site.id, site.id.hex)
    publish(events.HOST_PREFERRED, actor=actor, chain=site.id, subject=subject, payload={"host": host})


def _tell(event: Event, actor: Party, claim: HostClaim) -> None:
    subject = Party("host_claim", claim.id, claim.id.hex)
    publish(event, actor=actor, chain=claim.site_id, subject=subject, payload={"host": claim.host})
