"""Setting linked services up at the desk, and showing them on a site."""

from typing import Any

import pytest

from coorum.linking import queries
from coorum.linking.models import Service
from tests.cast import Cast

LINE = {"name": "LINE", "slug": "line", "client_id": "1650000000", "client_secret": "s" * 32}
LINE |= {"company": "LINEヤフー株式会社", "country": "JP"}


def test_a_service_is_set_up_switched_on_and_shown(cast: Cast, visit: Any) -> None:
    desk, owen = visit(None, as_=cast.desk), visit(cast.kissa, as_=cast.owen)
    said = desk.get("/desk/services/new/line/").content.decode()
    assert "http://provider.test/signin/with/line/return/" in said
    assert desk.post("/desk/services/new/line/", LINE).url == "/desk/services/"
    service = Service.objects.get()
    assert (service.issuer, service.is_on, service.client_secret) == ("https://access.line.me", False, "s" * 32)
    assert "s" * 32 not in desk.get(f"/desk/services/{service.id}/").content.decode()
    assert "LINE" not in owen.get("/console/services/").content.decode().partition("<main")[2]
    desk.post(f"/desk/services/{service.id}/switch/", {"on": "1"})
    owen.post("/console/services/", {"line": "1"})
    assert queries.offered_on(cast.kissa) == [service]
    owen.post("/console/services/", {"line": ""})
    assert queries.offered_on(cast.kissa) == []


@pytest.mark.parametrize(
    "changes", [{"client_secret": ""}, {"slug": "A b"}, {"country": "XX"}, {"issuer": "https://x.example"}]
)
def test_what_is_not_right_is_said(cast: Cast, visit: Any, changes: dict[str, str]) -> None:
    assert visit(None, as_=cast.desk).post("/desk/services/new/line/", {**LINE, **changes}).status_code == 400
    assert not Service.objects.exists()


def test_each_kind_has_its_page(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    for kind in ("line", "google", "apple", "yahoo", "openid"):
        said = desk.get(f"/desk/services/new/{kind}/").content.decode()
        assert ('name="team_id"' in said) is (kind == "apple")
        assert ('name="issuer"' in said) is (kind == "openid")
    assert desk.get("/desk/services/new/nothing/").status_code == 404
