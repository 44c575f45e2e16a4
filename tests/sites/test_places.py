"""A place may be remembered for a moment, for guests who read."""

import pytest
from django.test import Client

from coorum.sites import queries as sites
from coorum.sites.models import Site
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patience(settings, monkeypatch) -> None:
    settings.COORUM_GUEST_PATIENCE = 60.0
    monkeypatch.setattr(sites, "_remembered", {})


def test_a_guest_may_see_the_site_as_it_was_a_moment_ago_and_a_visitor_with_a_session_never(cast: Cast) -> None:
    guest, member = Client(HTTP_HOST="kissa.test"), Client(HTTP_HOST="kissa.test")
    member.cookies["session"] = "anything"
    guest.get("/")
    Site.objects.filter(id=cast.kissa.id).update(name="新しい名")
    assert "新しい名" not in guest.get("/").content.decode()
    assert "新しい名" in member.get("/").content.decode()
    assert "新しい名" in guest.get("/").content.decode(), "what was asked anew is remembered for all"


def test_a_host_nobody_lives_at_is_asked_each_time() -> None:
    assert sites.place_at("nobody.test", seconds=60) is None
    assert sites._remembered == {}
