"""Owners have their systems told of changes, see what came of it, and stop it."""

import re
from typing import Any

import pytest

from coorum.accounts.models import StaffRole
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.calling import Answer, NoAnswer
from coorum.base.ledger.models import Entry
from coorum.base.scope import site_scope
from coorum.integrations.models import Delivery, Endpoint, EndpointSecret, Stop
from coorum.integrations.webhooks import asking
from coorum.integrations.webhooks.kinds import TESTS_AN_HOUR, State
from tests.cast import Cast

GIVEN = {
    "name": "こもれび商店",
    "address": "https://shop.example/webhooks",
    "types": ["post.published", "member.updated"],
}
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{44}")


@pytest.fixture
def owen(cast: Cast, visit: Any) -> Any:
    return visit(cast.kissa, as_=cast.owen)


@pytest.fixture
def way(cast: Cast, owen: Any) -> str:
    """The page of an endpoint."""
    assert owen.post("/console/webhooks/new/", GIVEN).status_code == 200
    with site_scope(cast.kissa.id):
        return f"/console/webhooks/{Endpoint.objects.get().id}/"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the system answers from now on: the last of these."""
    found: list[Any] = [204]

    def call(_address: str, **_given: Any) -> Answer:
        if isinstance(found[-1], Exception):
            raise found[-1]
        return Answer(found[-1], "", b"")

    monkeypatch.setattr(asking, "call", call)
    return found


def test_the_secret_is_shown_once_and_kept_sealed(cast: Cast, owen: Any) -> None:
    assert "Webhookの送信先は、まだありません" in owen.get("/console/webhooks/").content.decode()
    made = owen.post("/console/webhooks/new/", GIVEN)
    [secret] = SECRET.findall(made.content.decode())
    assert made.headers["Cache-Control"] == "no-store"
    with site_scope(cast.kissa.id):
        endpoint = Endpoint.objects.get()
        assert endpoint.types == ["post.published", "post.deleted", "member.updated", "member.deleted"]
        assert EndpointSecret.objects.get().secret == secret
        assert secret.encode() not in bytes(EndpointSecret.objects.values_list("secret", flat=True)[0].blob)
        assert [one.kind for one in Entry.objects.filter(kind__startswith="integrations.")] == [
            "integrations.endpoint.added"
        ]
    here = f"/console/webhooks/{endpoint.id}/"
    assert SECRET.search(owen.get(here).content.decode()) is None
    [other] = SECRET.findall(owen.post(f"{here}secret/", {"at_once": "on"}).content.decode())
    assert other != secret


def test_a_test_event_is_sent_at_once_and_its_answer_shown(cast: Cast, owen: Any, way: str, answers: list[Any]) -> None:
    page = owen.post(f"{way}test/", follow=True).content.decode()
    assert "test.sent" in page
    assert "204" in page
    answers.append(503)
    assert "503" in owen.post(f"{way}test/", follow=True).content.decode()
    answers.append(NoAnswer("silent"))
    assert "10秒以内に返事がない" in owen.post(f"{way}test/", follow=True).content.decode()
    with site_scope(cast.kissa.id):
        assert not Delivery.objects.exclude(due_at=None).exists()  # nothing of it is tried again
        row = Delivery.objects.first()
        Delivery.objects.bulk_create(
            Delivery.new(
                **{name: getattr(row, name) for name in ("endpoint", "change", "subject", "subject_id", "what")},
                happened_at=clock.now(),
                made_at=clock.now(),
            )
            for _number in range(TESTS_AN_HOUR)
        )
    assert "お待ちください" in owen.post(f"{way}test/", follow=True).content.decode()


def test_what_failed_is_sent_again_one_by_one_or_all(cast: Cast, owen: Any, way: str) -> None:
    with site_scope(cast.kissa.id):
        now = clock.now()
        given = {
            "endpoint": Endpoint.objects.get(),
            "happened_at": now,
            "made_at": now,
            "attempts": 13,
            "state": State.FAILED,
        }
        rows = [
            Delivery.new(change=cast.kissa.id, subject="post", subject_id=cast.kissa.id, what="published", **given)
            for _number in range(3)
        ]
        Delivery.objects.bulk_create(rows)
    assert owen.get(way).content.decode().count("再送") >= 4
    owen.post(f"{way}deliveries/{rows[0].id}/")
    with site_scope(cast.kissa.id):
        assert Delivery.objects.exclude(due_at=None).get().id == rows[0].id
    owen.post(f"{way}replay/")
    with site_scope(cast.kissa.id):
        assert Delivery.objects.filter(state=State.WAITING).count() == 3
    assert "送信待ち 3件" in owen.get("/console/webhooks/").content.decode()


def test_it_is_paused_let_go_on_changed_and_removed(cast: Cast, owen: Any, way: str) -> None:
    owen.post(f"{way}switch/")
    assert "一時停止中" in owen.get("/console/webhooks/").content.decode()
    with site_scope(cast.kissa.id):
        assert Stop.objects.get().stopped_by == cast.owen.id
    owen.post(f"{way}switch/", {"on": "1"})
    assert "正常" in owen.get("/console/webhooks/").content.decode()
    assert owen.post(f"{way}change/", GIVEN | {"address": "https://other.example/"}).status_code == 302
    assert "https://other.example/" in owen.get(way).content.decode()
    page = owen.post(f"{way}change/", GIVEN | {"address": "https://10.0.0.1/"}).content.decode()
    assert "id_address_error" in page
    owen.post(f"{way}removal/")
    with site_scope(cast.kissa.id):
        assert not Endpoint.objects.exists()


def test_managers_and_other_sites_do_not_get_there(cast: Cast, way: str, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        StaffRole.new(person=cast.taro, role=Role.MANAGER, granted_at=clock.now()).save()
    with site_scope(cast.kiri.id):
        StaffRole.new(person=cast.mika, role=Role.OWNER, granted_at=clock.now()).save()
    for browser in (visit(cast.kissa, as_=cast.taro), visit(cast.kiri, as_=cast.mika)):
        paths = ("test/", "switch/", "replay/", f"deliveries/{cast.kissa.id}/", "secret/", "removal/", "change/")
        assert {browser.post(way + path).status_code for path in paths} == {404}
        assert browser.get(way).status_code == 404
