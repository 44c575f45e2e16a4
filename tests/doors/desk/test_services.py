"""Setting linked services up at the desk, and showing them on a site."""

from typing import Any

import pytest

from coorum.base.scope import provider_scope
from coorum.consent.kinds import ChangeClass
from coorum.consent.models import PolicyVersion
from coorum.linking import queries
from coorum.linking.models import Service
from tests.cast import Cast
from tests.consent.test_campaign import publish

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
    publish_naming("LINE")
    desk.post(f"/desk/services/{service.id}/switch/", {"on": "1"})
    owen.post("/console/services/", {"line": "1"})
    assert queries.offered_on(cast.kissa) == [service]
    owen.post("/console/services/", {"line": ""})
    assert queries.offered_on(cast.kissa) == []


def publish_naming(name: str) -> None:
    """A policy of the provider in which the word stands, in both languages."""
    with provider_scope():
        number, text = (
            f"1.{PolicyVersion.objects.count()}",
            f"プライバシーポリシー\n\n第1条（連携）\n\n{name}を使えます。",
        )
        publish(number, text, ChangeClass.N1)


def test_a_service_of_which_the_policy_says_nothing_is_not_switched_on(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post("/desk/services/new/line/", LINE)
    service = Service.objects.get()
    for _before in ("nothing is published", "another name is"):
        refused = desk.post(f"/desk/services/{service.id}/switch/", {"on": "1"}, follow=True).content.decode()
        assert "プライバシーポリシーに「LINE」がまだ" in refused
        assert not Service.objects.get().is_on
        publish_naming("みずうみID")
    assert list(queries.services_named()) == []
    desk.post(f"/desk/services/{service.id}/announcement/", {"announce": "1"})
    assert list(queries.services_named()) == [service]
    assert "次の版に書かれます" in desk.get("/desk/services/").content.decode()
    publish_naming("LINE")
    desk.post(f"/desk/services/{service.id}/switch/", {"on": "1"})
    assert Service.objects.get().is_on
    renamed = desk.post(f"/desk/services/{service.id}/", {**LINE, "name": "ライン"})
    assert renamed.status_code == 400, "nor is one that is on renamed behind the policy's back"


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
