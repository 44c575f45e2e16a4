"""The desk sees how far each erasure is, never whose it is, and asks again who did not answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.models import DeskRole
from coorum.accounts.roles import Duty
from coorum.base import clock, systems
from coorum.base.letting_go import LetGo
from coorum.base.scope import provider_scope
from coorum.privacy.erasure.kinds import State
from coorum.privacy.models import Erasure
from coorum.privacy.tasks import carry_on
from tests.cast import Cast
from tests.privacy.erasure.conftest import _folders, canary, leave, pass_time  # noqa: F401  fixtures

Visit = Callable[..., Client]


def fails(_subject: Any) -> LetGo:
    raise ConnectionError


@pytest.fixture
def stuck(canary: Any, leave: Any, monkeypatch: Any) -> Erasure:  # noqa: F811
    """An erasure that one system keeps back."""
    broken = systems.System("test.mail_service", "メール配信サービス", fails)
    monkeypatch.setitem(systems._systems, broken.name, broken)
    wish: Erasure = leave(canary)
    pass_time(wish.due_at)
    return wish


@pytest.fixture
def officer(cast: Cast, visit: Visit) -> Client:
    """Taro, who answers for personal data."""
    with provider_scope():
        DeskRole.objects.create(person=cast.taro, duty=Duty.PRIVACY_OFFICER, granted_at=clock.now())
    return visit(None, as_=cast.taro)


def test_only_privacy_officers_see_erasures(cast: Cast, visit: Visit, officer: Client) -> None:
    for person in (None, cast.hana, cast.owen, cast.desk):
        assert visit(None, as_=person).get("/desk/erasures/").status_code in (302, 404)
    assert officer.get("/desk/erasures/").status_code == 200


def test_an_empty_list_says_so(officer: Client) -> None:
    assert "ありません" in officer.get("/desk/erasures/").content.decode()


def test_what_waits_for_somebody_to_come_back_lists_no_system(
    officer: Client,
    canary: Any,  # noqa: F811
    leave: Any,  # noqa: F811
) -> None:
    page = officer.get(f"/desk/erasures/{leave(canary).id}/")
    assert page.status_code == 200
    assert "<table" not in page.content.decode()


def test_a_system_that_does_not_answer_needs_a_hand(officer: Client, stuck: Erasure) -> None:
    assert (
        officer.get("/desk/erasures/").content.decode().count("手当てが必要") == 3
    )  # the heading, its row, and how a narrow page says it
    page = officer.get(f"/desk/erasures/{stuck.id}/").content.decode()
    assert "ConnectionError" in page
    assert "メール配信サービス" in page


def test_the_desk_is_not_told_whose_it_is(officer: Client, stuck: Erasure) -> None:
    for address in ("/desk/erasures/", f"/desk/erasures/{stuck.id}/"):
        page = officer.get(address).content.decode()
        assert stuck.label in page
        assert "kanarie" not in page
        assert "カナリア" not in page
        assert str(stuck.person_id) not in page


def test_asking_again_goes_on_where_it_stopped(officer: Client, stuck: Erasure, monkeypatch: Any) -> None:
    monkeypatch.setitem(
        systems._systems, "test.mail_service", systems.System("test.mail_service", "メール", lambda _one: LetGo())
    )
    assert officer.get(f"/desk/erasures/{stuck.id}/retry/").status_code in (404, 405)
    assert officer.post(f"/desk/erasures/{stuck.id}/retry/").status_code == 302
    with provider_scope():
        carry_on.shell(str(stuck.id))
        assert Erasure.objects.get(id=stuck.id).state == State.RESIDUAL
