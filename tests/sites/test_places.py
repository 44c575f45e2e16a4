"""A place may be remembered for a moment, for those who read."""

import pytest
from django.test import Client

from coorum.sites import queries as sites
from coorum.sites.models import Site
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patience(settings, monkeypatch) -> None:
    settings.COORUM_PATIENCE = 60.0
    monkeypatch.setattr(sites, "_remembered", {})


def test_a_reader_may_see_the_site_as_it_was_a_moment_ago_until_somebody_acts(cast: Cast) -> None:
    guest = Client(HTTP_HOST="kissa.test")
    guest.get("/")
    Site.objects.filter(id=cast.kissa.id).update(name="新しい名")
    assert "新しい名" not in guest.get("/").content.decode()
    guest.post("/language/")
    assert "新しい名" in guest.get("/").content.decode(), "what was asked anew is remembered for all"


def test_whoever_changes_a_site_sees_it_as_it_is(cast: Cast) -> None:
    staff = Client(HTTP_HOST="kissa.test")
    staff.force_login(cast.owen, backend="coorum.accounts.backends.Backend")
    staff.get("/")
    asked = sites._remembered["kissa.test"]
    staff.get("/console/")
    assert sites._remembered["kissa.test"] is not asked


def test_a_host_nobody_lives_at_is_asked_each_time() -> None:
    assert sites.place_at("nobody.test", seconds=60) is None
    assert sites._remembered == {}
