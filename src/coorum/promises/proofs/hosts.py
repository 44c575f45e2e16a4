"""Whether every host on which a community answers was given by the provider or proved by its operator (P6.1)."""

from django.utils.translation import gettext_noop as _

from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks, tries
from coorum.sites import queries as sites
from coorum.sites.hosts import actions
from coorum.sites.hosts.kinds import Outcome
from coorum.sites.hosts.looking import Finding as Look
from coorum.sites.hosts.models import HostClaim, HostProof

#: Hosts that answer, neither by a standing proof of which there is evidence, nor given when the site was made. Evidence of old
#: sites does not name the host: there the one that is nobody's own was given.
STRAY = """
SELECT count(*) FROM sites_domain d WHERE NOT EXISTS (
  SELECT FROM sites_hostproof p
  JOIN sites_hostclaim c ON c.site_id = p.community_id AND c.id = p.claim_id AND c.host = p.host
  JOIN sites_hostserving s ON s.site_id = c.site_id AND s.claim_id = c.id
  JOIN ledger_entry e ON e.site_id = c.site_id AND e.kind = 'sites.host.proved' AND e.subject = replace(c.id::text, '-', '')
  WHERE p.community_id = d.community_id AND p.host = split_part(d.host, ':', 1))
AND NOT EXISTS (
  SELECT FROM ledger_entry e LEFT JOIN ledger_opening o ON o.site_id = e.site_id AND o.commitment = e.commitment
  WHERE e.kind = 'sites.site.created' AND e.subject = replace(d.community_id::text, '-', '')
  AND coalesce(o.payload->>'host', d.host) = d.host
  AND NOT EXISTS (SELECT FROM sites_hostproof p WHERE p.host = split_part(d.host, ':', 1))
  AND (o.payload ? 'host' OR (SELECT count(*) FROM sites_domain x WHERE x.community_id = d.community_id AND NOT EXISTS (
    SELECT FROM sites_hostproof p WHERE p.community_id = x.community_id AND p.host = split_part(x.host, ':', 1))) = 1))
"""
#: Hosts whose record is gone for more than 72 hours, with time to look again.
OVERDUE = """
SELECT count(*) FROM sites_hostfailing f JOIN sites_hostserving s ON s.site_id = f.site_id AND s.claim_id = f.claim_id
WHERE f.since < now() - interval '75 hours'
"""
ALL = "SELECT count(*) FROM sites_domain"
OWN = "SELECT count(*) FROM sites_hostserving"


@looks("P6.1")
def every_host_is_given_or_proved() -> Finding:
    """Each host that answers is the one that the site was made with, or stands on a proof of which there is evidence."""
    return none_of(
        STRAY,
        kept=_(
            "Of %(all)s hosts that answer, %(own)s are operators' own and proved; the others were given by the provider."
        ),
        broken=_("%(count)s hosts answer that nobody gave or proved."),
        all=number(ALL),
        own=number(OWN),
    )


@looks("P6.1")
def lost_hosts_are_let_go() -> Finding:
    """A host whose record in the DNS is gone answers for 72 hours more, and then not."""
    return none_of(
        OVERDUE,
        kept=_("No host answers more than 72 hours after its record was gone."),
        broken=_("%(count)s hosts answer although their record has long been gone."),
    )


@tries("P6.1")
def a_host_is_whoevers_record_it_carries() -> Finding:
    """From two sites the same invented host is claimed: unproved it is opened, and when one has it the other proves it, too."""
    places = [one for one in sites.all_sites() if not one.is_gone][:2]
    if len(places) < 2:
        return Finding(Verdict.NOT_MEASURED, _("With fewer than two communities there is nothing to keep apart."))
    host = f"canary-{new_id().hex[-12:]}.example"
    first, second = places
    with site_scope(first.id):
        claim = _claim(host)
        taken = ["unproved"] if _opens(claim) else []
        actions.note_finding(SYSTEM, claim, Look(Outcome.RIGHT))
    with site_scope(second.id):
        other = actions.note_finding(SYSTEM, _claim(host), Look(Outcome.RIGHT))
        taken += ["another's"] if _opens(other) or other.outcome != Outcome.TAKEN else []
    if HostProof.objects.get(host=host).community_id != first.id:
        taken.append("moved")
    facts = {"taken": ", ".join(taken)}
    if taken:
        return Finding(Verdict.BROKEN, _("A host was taken that must not be: %(taken)s."), facts)
    return Finding(Verdict.KEPT, _("A host is opened by whoever proved it first, and by nobody else."))


def _claim(host: str) -> HostClaim:
    claim: HostClaim = HostClaim.new(host=host, token=new_id().hex, claimed_by=new_id(), claimed_at=clock.now())
    claim.save()
    return claim


def _opens(claim: HostClaim) -> bool:
    try:
        actions.open_host(SYSTEM, claim)
    except Refused:
        return False
    return True
