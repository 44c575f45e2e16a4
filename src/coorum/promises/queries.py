"""Every read of the promises room."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Min
from django.utils.translation import gettext, gettext_noop

from coorum.base import clock
from coorum.base.events import Party
from coorum.base.every_site import every_site
from coorum.base.ledger.heads import heads_published
from coorum.base.scope import PROVIDER
from coorum.consent.kinds import PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.promises.findings import Finding, Verdict
from coorum.promises.models import Proof, Verification
from coorum.promises.registry import Control, Promise, controls, promises
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


#: The parts of the policy, by the first part of a promise's id.
TITLES = {
    "P0": gettext_noop("Before you register"),
    "P1": gettext_noop("Whom and what this is about"),
    "P2": gettext_noop("What we collect"),
    "P3": gettext_noop("What it is used for"),
    "P4": gettext_noop("When purposes change"),
    "P5": gettext_noop("How we obtain information"),
    "P6": gettext_noop("Security, and who works for us"),
    "P7": gettext_noop("Cookies"),
    "P8": gettext_noop("Modules of others"),
    "P9": gettext_noop("Provision to operators and others"),
    "P10": gettext_noop("Your requests"),
    "P11": gettext_noop("Questions and complaints"),
    "P12": gettext_noop("Organisation and improvement"),
    "P13": gettext_noop("Changes to the policy"),
    "P14": gettext_noop("Links, and who we are"),
    "X": gettext_noop("What the law asks besides"),
}
#: So long a house is new, and so soon something that could not be measured yet is looked at again.
NEW_FOR, TRY_AGAIN = timedelta(days=2), timedelta(minutes=10)
#: A proof that is older than this many of its cadences says nothing about today.
STALE_AFTER = 2


@dataclass(frozen=True)
class PromiseState:
    """A promise with its last proof. A proof that should have been renewed by now puts the promise at risk."""

    promise: Promise
    proof: Proof | None
    is_overdue: bool

    @property
    def verdict(self) -> str:
        if self.proof is None:
            return Verdict.NOT_MEASURED
        return Verdict.AT_RISK if self.is_overdue and self.proof.verdict == Verdict.KEPT else self.proof.verdict

    @property
    def findings(self) -> list[Finding]:
        """What each check said."""
        named = ("verdict", "sentence", "facts", "query")
        return [Finding(*(one[name] for name in named)) for one in (self.proof.findings if self.proof else ())]


def promise_states() -> list[PromiseState]:
    """Every promise with its last proof, in the order of the policy. One query."""
    newest = {one.promise: one for one in Proof.objects.order_by("promise", "-measured_at").distinct("promise")}
    return [_state(promise, newest.get(promise.id)) for promise in promises().values()]


def promise_state(promise_id: str) -> PromiseState | None:
    """One promise with its last proof, or None where there is no such promise."""
    promise = promises().get(promise_id)
    if promise is None:
        return None
    return _state(promise, Proof.objects.filter(promise=promise_id).order_by("-measured_at").first())


@dataclass(frozen=True)
class Chapter:
    """The promises of one part of the policy."""

    title: str
    states: list[PromiseState]


@dataclass(frozen=True)
class Overview:
    """Every promise, by chapter; `counts` by verdict, in the order in which they matter; `measured_at` the newest proof."""

    chapters: list[Chapter]
    counts: dict[str, int]
    measured_at: datetime | None

    @property
    def urgent(self) -> list[PromiseState]:
        """What is broken, then what is at risk."""
        states = [state for chapter in self.chapters for state in chapter.states]
        return [state for verdict in (Verdict.BROKEN, Verdict.AT_RISK) for state in states if state.verdict == verdict]


def promises_overview() -> Overview:
    """What the page of proofs shows. One query."""
    states = promise_states()
    chapters: dict[str, list[PromiseState]] = {}
    for state in states:
        chapters.setdefault(state.promise.id.split(".")[0] if state.promise.id[0] == "P" else "X", []).append(state)
    found = [Chapter(gettext(TITLES[name]), group) for name, group in chapters.items()]
    order = (Verdict.BROKEN, Verdict.AT_RISK, Verdict.KEPT, Verdict.NOT_MEASURED)
    counts = {str(verdict): sum(state.verdict == verdict for state in states) for verdict in order}
    return Overview(found, counts, max((one.proof.measured_at for one in states if one.proof), default=None))


def controls_of(promise: Promise) -> list[Control]:
    """What keeps this promise."""
    return [controls()[one] for one in promise.controls if one in controls()]


def as_json(state: PromiseState) -> dict[str, Any]:
    """A promise and its last proof as plain values, for programs."""
    promise, proof = state.promise, state.proof
    return {
        "id": promise.id,
        "ja": promise.ja,
        "en": promise.en,
        "law": list(promise.law),
        "sentences": list(promise.sentences),
        "controls": list(promise.controls),
        "verdict": str(state.verdict),
        "proved": proof.verdict if proof else None,
        "measured_at": proof.measured_at.isoformat(timespec="microseconds") if proof else None,
        "findings": proof.findings if proof else [],
        "digest": proof.digest if proof else None,
        "why_not": {"ja": promise.why_ja, "en": promise.why_en} if state.verdict == Verdict.NOT_MEASURED else None,
    }


def due_promises(now: datetime) -> list[str]:
    """The ids of promises whose last proof is as old as their cadence, or that were never proved.

    While the house is new, what could not be measured is looked at again in the next round, and not a day or a week later.
    """
    first = Proof.objects.aggregate(at=Min("measured_at"))["at"]
    is_new = first is not None and now - first < NEW_FOR
    return [state.promise.id for state in promise_states() if _is_due(state, now, is_new=is_new)]


def _is_due(state: PromiseState, now: datetime, *, is_new: bool) -> bool:
    if state.proof is None:
        return True
    age = now - state.proof.measured_at
    return age >= state.promise.cadence or (is_new and age >= TRY_AGAIN and state.proof.verdict == Verdict.NOT_MEASURED)


def _state(promise: Promise, proof: Proof | None) -> PromiseState:
    overdue = proof is not None and clock.now() - proof.measured_at > STALE_AFTER * promise.cadence
    return PromiseState(promise, proof, overdue)


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
