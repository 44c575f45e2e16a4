"""Every read of the promises room."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from coorum.base import clock
from coorum.base.events import Party
from coorum.base.every_site import every_site
from coorum.base.ledger.heads import heads_published
from coorum.base.scope import PROVIDER
from coorum.consent.kinds import PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.promises.models import Verification
from coorum.sites import queries as sites
from coorum.sites.models import Site

#: Heads are signed every minute; entries older than this without a head over them mean that nobody signs.
UNSIGNED_FOR = timedelta(minutes=3)


@dataclass(frozen=True)
class ChainHealth:
    """One chain: how long it is, what is signed of it, and when it was checked last. `site` is None for the provider's."""

    chain: UUID
    site: Site | None
    entries: int
    last_at: datetime | None
    signed: int
    signed_at: datetime | None
    check: Verification | None
    checked: Verification | None

    @property
    def is_unsigned(self) -> bool:
        """Whether entries wait for a signature longer than they should."""
        return bool(self.last_at and self.signed < self.entries and clock.now() - self.last_at > UNSIGNED_FOR)

    @property
    def state(self) -> str:
        """`broken`, `at-risk` (not signed), `not-measured` (never checked), or `kept`."""
        if self.checked and self.checked.fault:
            return "broken"
        if self.is_unsigned:
            return "at-risk"
        return "kept" if self.checked else "not-measured"

    @property
    def is_waiting(self) -> bool:
        """Whether a check is under way."""
        return self.check is not None and self.check.finished_at is None


def chains_health(officer: Party) -> list[ChainHealth]:
    """Every chain of the evidence, the provider's first, then by the name of the site."""
    with every_site(reason="health of the ledger, at the desk", actor=officer):
        ends = _ends()
    heads = {UUID(head["chain"]): head for head in heads_published()["heads"]}
    checks = _newest(Verification.objects.all())
    checked = _newest(Verification.objects.exclude(finished_at=None))
    known = {site.id: site for site in sites.all_sites()}
    found = [
        ChainHealth(
            chain=chain,
            site=known.get(chain),
            entries=entries,
            last_at=last_at,
            signed=heads[chain]["n"] if chain in heads else 0,
            signed_at=datetime.fromisoformat(heads[chain]["time"]) if chain in heads else None,
            check=checks.get(chain),
            checked=checked.get(chain),
        )
        for chain, entries, last_at in ends
    ]
    return sorted(found, key=lambda one: (one.chain != PROVIDER, one.site.name if one.site else ""))


def provider_documents_missing() -> list[PolicyKind]:
    """The provider's documents of which no version is published."""
    return _missing((PolicyKind.PROVIDER_POLICY, PolicyKind.PROVIDER_TERMS), None)


def operator_documents_missing(site: Site) -> list[PolicyKind]:
    """The operator's documents of which no version is published on `site`."""
    return _missing((PolicyKind.OPERATOR_TERMS, PolicyKind.OPERATOR_POLICY), site)


def _missing(kinds: tuple[PolicyKind, ...], site: Site | None) -> list[PolicyKind]:
    there = set(PolicyVersion.objects.filter(community=site, kind__in=kinds).values_list("kind", flat=True))
    return [kind for kind in kinds if kind not in there]


def _ends() -> list[tuple[UUID, int, datetime | None]]:
    sql = """
        SELECT c.site_id, c.n, e.at FROM ledger_chain c LEFT JOIN ledger_entry e ON e.site_id = c.site_id AND e.n = c.n
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _newest(rows) -> dict[UUID, Verification]:  # type: ignore[no-untyped-def]
    return {one.chain: one for one in rows.order_by("chain", "-asked_at").distinct("chain")}
