"""The question of age, switched on and off by the community's owner."""

from typing import Any

from coorum.base.scope import provider_scope
from coorum.consent.kinds import PolicyKind
from coorum.demo.loading.provider import publish
from coorum.sites import queries as sites
from tests.cast import Cast

PAGE = "/console/ages/"


def test_the_owner_switches_it_on_once_the_policy_names_it_and_off_again(cast: Cast, visit: Any) -> None:
    owen = visit(cast.kissa, as_=cast.owen)
    page = owen.get(PAGE)
    assert "checked" not in page.content.decode()
    assert "<h2>" in page.content.decode(), "what it costs"
    refused = owen.post(PAGE, {"asks": "on"})
    assert refused.status_code == 200
    assert 'role="alert"' in refused.content.decode()
    assert not sites.asks_ages(cast.kissa)
    with provider_scope():
        publish(PolicyKind.PROVIDER_POLICY)
    assert owen.post(PAGE, {"asks": "on"}).url == PAGE
    assert sites.asks_ages(cast.kissa)
    assert "checked" in owen.get(PAGE).content.decode()
    assert owen.post(PAGE, {}).url == PAGE
    assert not sites.asks_ages(cast.kissa)
