"""A host of an operator's own, from claimed to removed: whose it is, and until when."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from coorum.accounts.models import Session
from coorum.base import clock
from coorum.base.events import SYSTEM, Party
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope, site_scope
from coorum.sites import queries as sites
from coorum.sites.hosts import actions, queries
from coorum.sites.hosts.kinds import Outcome, State
from coorum.sites.hosts.looking import Finding
from coorum.sites.hosts.models import HostClaim, HostProof
from coorum.sites.models import Domain, Site
from coorum.sites.tasks import look_at_host, watch_hosts
from tests.cast import Cast, raise_curtain, refused
from tests.nameserver import NameServer

OWNER = Party("staff", None)
HOST = "talk.shop.example"
RIGHT, MISSING, UNSURE = Finding(Outcome.RIGHT), Finding(Outcome.MISSING), Finding(Outcome.UNSURE)
HOURS = timedelta(hours=1)


def claimed(site: Site, host: str = HOST) -> HostClaim:
    return actions.claim_host(OWNER, site, host=host)


def served(site: Site, host: str = HOST, *, primary: bool = False) -> HostClaim:
    """A host that is proved and in use."""
    claim = actions.note_finding(OWNER, claimed(site, host), RIGHT)
    actions.open_host(OWNER, claim)
    if primary:
        actions.prefer_host(OWNER, site, claim=claim)
    return claim


def state(claim: HostClaim) -> State:
    return queries.host_of(HostClaim.objects.get(id=claim.id)).state


def on(site: Site) -> Any:
    return site_scope(site.id)


@pytest.fixture
def kissa(cast: Cast) -> Iterator[Site]:
    with site_scope(cast.kissa.id):
        yield cast.kissa


def test_a_host_is_claimed_proved_opened_and_preferred(kissa: Site, nameserver: NameServer) -> None:
    claim = claimed(kissa, "Talk.Shop.example.")
    assert state(claim) == State.CLAIMED
    with refused("not_proved"):
        actions.open_host(OWNER, claim)
    nameserver.texts[f"_coorum.{HOST}"] = [claim.record_value]
    look_at_host.shell(str(claim.id))
    assert state(claim) == State.PROVED
    assert not sites.answers_on(HOST), "proved is not yet in use"
    with refused("not_open"):
        actions.prefer_host(OWNER, kissa, claim=claim)
    actions.open_host(OWNER, claim)
    actions.open_host(OWNER, claim)
    assert state(claim) == State.SERVING
    assert sites.answers_on(HOST)
    assert sites.primary_host(kissa) == "kissa.test"
    actions.prefer_host(OWNER, kissa, claim=claim)
    assert state(claim) == State.PRIMARY
    assert sites.primary_host(kissa) == HOST
    actions.prefer_host(OWNER, kissa, claim=None)
    assert (state(claim), sites.primary_host(kissa)) == (State.SERVING, "kissa.test")


def test_the_record_of_one_claim_proves_no_other(cast: Cast, nameserver: NameServer) -> None:
    with on(cast.kissa):
        first = claimed(cast.kissa)
    with on(cast.kiri):
        second = claimed(cast.kiri)
    assert first.token != second.token
    nameserver.texts[f"_coorum.{HOST}"] = [first.record_value]
    with on(cast.kiri):
        actions.look_at(second)
        assert state(second) == State.CLAIMED
        assert HostClaim.objects.get().outcome == Outcome.WRONG
    with on(cast.kissa):
        actions.look_at(first)
        actions.remove_host(OWNER, first)
        again = claimed(cast.kissa)
        actions.look_at(again)
        assert again.token != first.token
        assert state(again) == State.CLAIMED, "an old token is good no more"


def test_of_two_sites_the_first_proof_holds_and_the_other_is_told(cast: Cast) -> None:
    with on(cast.kissa):
        first = claimed(cast.kissa)
    with on(cast.kiri):
        second = claimed(cast.kiri)
        actions.note_finding(OWNER, second, RIGHT)
        actions.open_host(OWNER, second)
    with on(cast.kissa):
        row = actions.note_finding(OWNER, first, RIGHT)
        assert row.outcome == Outcome.TAKEN
        assert state(first) == State.CLAIMED
        with refused("not_proved"):
            actions.open_host(OWNER, first)
    with on(cast.souko), refused("host_taken"):
        claimed(cast.souko)
    assert Domain.objects.get(host=HOST).community_id == cast.kiri.id


def test_two_sites_that_prove_one_host_at_once_do_not_both_hold_it(committed: None) -> None:
    cast = raise_curtain()
    claims = []
    for site in (cast.kissa, cast.kiri):
        with on(site):
            claims.append(claimed(site))

    def prove(claim: HostClaim) -> str:
        try:
            with site_scope(claim.site_id):
                return actions.note_finding(OWNER, claim, RIGHT).outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(prove, claims))
    assert outcomes == [Outcome.RIGHT, Outcome.TAKEN]
    assert HostProof.objects.count() == 1


def test_owners_have_72_hours_to_bring_a_record_back(kissa: Site) -> None:
    claim, now = served(kissa, primary=True), clock.now()
    Session.objects.create(session_key="k" * 32, host=HOST, expire_date=now + HOURS)
    with clock.held_at(now):
        actions.note_finding(OWNER, claim, MISSING)
    assert state(claim) == State.FAILING
    assert sites.primary_host(kissa) == HOST, "it is served yet"
    (letter,) = Letter.objects.filter(kind="host_failing")
    assert (letter.recipient, HOST in letter.text) == ("owen@people.example", True)
    with clock.held_at(now + 72 * HOURS - timedelta(seconds=1)):
        actions.note_finding(OWNER, claim, MISSING)
    assert state(claim) == State.FAILING
    assert Letter.objects.filter(kind="host_failing").count() == 1
    with clock.held_at(now + 72 * HOURS):
        actions.note_finding(OWNER, claim, MISSING)
    assert state(claim) == State.LOST
    assert (sites.primary_host(kissa), sites.answers_on(HOST)) == ("kissa.test", False)
    assert Letter.objects.filter(kind="host_lost").count() == 1
    assert not Session.objects.filter(host=HOST).exists(), "nobody stays signed in with whoever is there next"
    assert state(actions.note_finding(OWNER, claim, RIGHT)) == State.LOST, (
        "a record that comes too late changes nothing"
    )


def test_a_record_that_is_back_in_time_leaves_no_trace(kissa: Site) -> None:
    claim = served(kissa, primary=True)
    actions.note_finding(OWNER, claim, MISSING)
    with refused("failing"):
        actions.prefer_host(OWNER, kissa, claim=claim)
    actions.note_finding(OWNER, claim, RIGHT)
    assert state(claim) == State.PRIMARY


def test_a_dns_that_says_nothing_is_asked_twice_before_anybody_is_told(kissa: Site) -> None:
    claim = served(kissa)
    actions.note_finding(OWNER, claim, UNSURE)
    assert not Letter.objects.filter(kind="host_failing").exists()
    actions.note_finding(OWNER, claim, UNSURE)
    assert Letter.objects.filter(kind="host_failing").count() == 1


def test_a_host_that_was_let_go_of_is_given_to_nobody_without_a_new_proof(cast: Cast, nameserver: NameServer) -> None:
    """Its CNAME may well lead here yet (a dangling one), and the old record stand there."""
    with on(cast.kissa):
        old = served(cast.kissa, primary=True)
        nameserver.texts[f"_coorum.{HOST}"] = [old.record_value]
        actions.remove_host(OWNER, old)
        assert (sites.answers_on(HOST), sites.place_at(HOST)) == (False, None)
        assert sites.primary_host(cast.kissa) == "kissa.test"
    with on(cast.kiri):
        new = actions.look_at(claimed(cast.kiri))
        assert state(new) == State.CLAIMED
        with refused("not_proved"):
            actions.open_host(OWNER, new)


def test_a_lost_host_is_claimed_anew_with_another_token(kissa: Site) -> None:
    claim = served(kissa)
    with clock.held_at(clock.now() - 80 * HOURS):
        actions.note_finding(OWNER, claim, MISSING)
    actions.note_finding(OWNER, claim, MISSING)
    again = claimed(kissa)
    assert again.token != claim.token
    assert [host.claim for host in queries.hosts_of_site()] == [again]


def test_a_site_claims_five_hosts_and_none_twice(kissa: Site) -> None:
    for number in range(5):
        claimed(kissa, f"shop{number}.example")
    with refused("too_many"):
        claimed(kissa, "shop5.example")
    with refused("claimed"):
        claimed(kissa, "shop0.example")
    with refused("claimed"):
        claimed(kissa, "kissa.test")
    with refused("host_taken"):
        claimed(kissa, "kiri.test")


def test_looks_that_somebody_asks_for_are_a_quarter_of_a_minute_apart(kissa: Site, nameserver: NameServer) -> None:
    claim, now = claimed(kissa), clock.now()
    with clock.held_at(now):
        claim = actions.check_host(OWNER, claim)
    with clock.held_at(now + timedelta(seconds=14.9)), refused("too_soon"):
        actions.check_host(OWNER, claim)
    with clock.held_at(now + timedelta(seconds=15)):
        actions.check_host(OWNER, claim)


def test_the_worker_looks_at_every_host_that_is_not_lost(kissa: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    lost, waiting = served(kissa), claimed(kissa, "other.example")
    with clock.held_at(clock.now() - 80 * HOURS):
        actions.note_finding(OWNER, lost, MISSING)
    actions.note_finding(OWNER, lost, MISSING)
    asked: list[str] = []
    monkeypatch.setattr(look_at_host, "later", asked.append)
    watch_hosts.shell()
    assert asked == [str(waiting.id)]


def test_a_community_that_ends_leaves_its_hosts_to_others(cast: Cast, nameserver: NameServer) -> None:
    with on(cast.kissa):
        served(cast.kissa, primary=True)
        actions.release_hosts(SYSTEM)
        assert not HostClaim.objects.exists()
    with provider_scope():
        assert queries.holder_of(HOST) is None
        assert not Domain.objects.filter(host=HOST).exists()
        assert Domain.objects.get(community=cast.kissa).is_primary
