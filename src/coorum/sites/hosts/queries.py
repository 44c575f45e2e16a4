"""Every read of hosts of operators' own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from coorum.sites.hosts.kinds import GRACE, Outcome, State
from coorum.sites.hosts.models import HostClaim, HostFailing, HostLoss, HostProof, HostServing
from coorum.sites.hosts.names import address_of
from coorum.sites.models import Domain

#: Proved, and nothing is wrong.
STANDS = {State.PROVED, State.SERVING, State.PRIMARY}


@dataclass(frozen=True, slots=True)
class Host:
    """A claimed host and how it stands. `ends_at`: when it is lost, if its record stays away."""

    claim: HostClaim
    state: State
    since: datetime
    is_primary: bool = False
    is_serving: bool = False
    ends_at: datetime | None = None

    @property
    def name(self) -> str:
        return self.claim.host

    @property
    def address(self) -> str:
        """As browsers say it."""
        return address_of(self.claim.host)

    @property
    def told(self) -> str:
        """What the last look found, in words."""
        return str(Outcome(self.claim.outcome).label)


def claims() -> QuerySet[HostClaim]:
    """The claims of the open site, oldest first."""
    return HostClaim.objects.order_by("claimed_at")


def hosts_of_site() -> list[Host]:
    """The hosts that the open site has claimed, oldest first."""
    return [host_of(claim) for claim in claims()]


def standing_hosts() -> list[Host]:
    """Those that are proved, and whose record is there."""
    return [host for host in hosts_of_site() if host.state in STANDS]


def host_of(claim: HostClaim) -> Host:
    """How a claim stands now."""
    loss = HostLoss.objects.filter(claim=claim).first()
    if loss:
        return Host(claim, State.LOST, loss.lost_at)
    proof = HostProof.objects.filter(claim_id=claim.id).first()
    if proof is None:
        return Host(claim, State.CLAIMED, claim.claimed_at)
    serving = HostServing.objects.filter(claim=claim).first()
    failing = HostFailing.objects.filter(claim=claim).first()
    is_primary = bool(serving) and is_primary_host(claim)
    if failing:
        return Host(claim, State.FAILING, failing.since, is_primary, bool(serving), failing.since + GRACE)
    if serving is None:
        return Host(claim, State.PROVED, proof.proved_at)
    return Host(claim, State.PRIMARY if is_primary else State.SERVING, serving.begun_at, is_primary, is_serving=True)


def is_primary_host(claim: HostClaim) -> bool:
    """Whether the site is published under this host."""
    return Domain.objects.filter(host=address_of(claim.host), community=claim.site_id, is_primary=True).exists()


def holder_of(host: str) -> UUID | None:
    """The site that holds a host: by proof, or since it answers there."""
    proved = HostProof.objects.filter(host=host).values_list("community", flat=True).first()
    return (
        proved or Domain.objects.filter(host__in=(host, address_of(host))).values_list("community", flat=True).first()
    )


def given_host(site_id: UUID) -> str | None:
    """The host that the provider gave the site, where it answers whatever becomes of its own; None where it has none."""
    own = [address_of(host) for host in HostProof.objects.filter(community=site_id).values_list("host", flat=True)]
    found = Domain.objects.filter(community=site_id).exclude(host__in=own).order_by("host")
    return found.values_list("host", flat=True).first()
