"""From a list to invitations: declared first, looked at, sent once each, and stopped by whoever wishes."""

import re
from typing import Any

import pytest
from django.test import Client

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import Invitation, StaffRole
from coorum.accounts.queries import viewer_on_site
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.inviting import actions, queries
from coorum.inviting.models import Batch, Line
from tests.cast import Cast, refused

TOLD = "当店のメールマガジンに登録してくださった方です。"
LIST = b"email,role\nann@post.example,\nbob@post.example,moderator\nnobody,\nhana@people.example,\n"


@pytest.fixture(autouse=True)
def _scope(on_kissa: object) -> None:
    """On Kissa."""


def declare(cast: Cast, content: bytes = LIST, **more: Any) -> Batch:
    facts = {"source": "customers", "ground": "agreed", "told": TOLD, **more}
    return actions.declare_list(viewer_on_site(cast.owen), content=content, **facts)


def send(cast: Cast, batch: Batch) -> None:
    actions.begin(viewer_on_site(cast.owen), batch=batch)
    while actions.invite_next(batch.id):
        pass


def letters() -> list[str]:
    return sorted(Letter.objects.filter(kind="invitation").values_list("recipient", flat=True))


def test_a_list_is_declared_before_anybody_is_written_to(cast: Cast) -> None:
    batch = declare(cast)
    report = queries.report_of(batch)
    assert (report.lines, report.ready, report.bad) == (4, 3, 1)
    assert (letters(), Invitation.objects.count()) == ([], 0)


@pytest.mark.parametrize("wrong", [{"told": " "}, {"told": "x" * 301}, {"source": "bought"}, {"ground": ""}])
def test_without_source_and_ground_nothing_is_taken(cast: Cast, wrong: dict[str, str]) -> None:
    with refused("untold"):
        declare(cast, **wrong)
    assert not Batch.objects.exists()


def test_everybody_is_invited_once_and_reads_from_where_the_address_is(cast: Cast) -> None:
    batch = declare(cast)
    send(cast, batch)
    send(cast, batch)
    assert letters() == ["ann@post.example", "bob@post.example"]
    letter = Letter.objects.get(recipient="ann@post.example")
    assert TOLD in letter.text
    assert TOLD in letter.html
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Invitation.objects.get(email="bob@post.example").role == Role.MODERATOR
    assert queries.report_of(batch).invited == 3
    assert Batch.objects.get().done_at


def test_a_task_that_died_goes_on_where_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "A_TURN", 1)
    batch = declare(cast)
    actions.begin(viewer_on_site(cast.owen), batch=batch)
    assert actions.invite_next(batch.id)
    send(cast, batch)
    assert letters() == ["ann@post.example", "bob@post.example"]


def test_nobody_learns_by_a_list_who_is_a_member(cast: Cast) -> None:
    """A member's line looks like any other, and no letter troubles them."""
    batch = declare(cast)
    send(cast, batch)
    lines = batch.lines.filter(problem="").exclude(invited_at=None)
    assert {line.email for line in lines} == {"ann@post.example", "bob@post.example", "hana@people.example"}
    assert "hana@people.example" in people.open_invitations().values_list("email", flat=True)
    assert "hana@people.example" not in letters()


def test_managers_invite_members_only(cast: Cast) -> None:
    StaffRole.new(person=cast.taro, role=Role.MANAGER, granted_at=clock.now()).save()
    facts = {"source": "colleagues", "ground": "work", "told": TOLD}
    batch = actions.declare_list(viewer_on_site(cast.taro), content=LIST, **facts)
    assert list(queries.bad_lines(batch).values_list("email", "problem")) == [
        ("bob@post.example", "not_owner"),
        ("", "no_address"),
    ]
    with refused("not_manager"):
        actions.declare_list(viewer_on_site(cast.hana), content=LIST, **facts)


def test_a_list_can_be_dropped_until_it_is_begun(cast: Cast) -> None:
    owen, batch = viewer_on_site(cast.owen), declare(cast)
    actions.drop(owen, batch=batch)
    assert not Line.objects.exists()
    batch = declare(cast)
    actions.begin(owen, batch=batch)
    with refused("begun"):
        actions.drop(owen, batch=batch)


def test_who_asks_not_to_be_invited_is_not(cast: Cast, visit: Any) -> None:
    send(cast, declare(cast))
    link = re.search(
        r"https?://[^/]+(/signin/invitations/stop/\S+)", Letter.objects.get(recipient="ann@post.example").text
    )
    assert link
    assert visit(cast.kissa).get(link[1]).status_code == 200
    assert Invitation.objects.filter(email="ann@post.example").exists()
    strict = Client(headers={"host": "kissa.test"}, enforce_csrf_checks=True)
    for _time in range(2):  # as mail programs press it, and once more
        assert strict.post(link[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Invitation.objects.filter(email="ann@post.example").exists()
    with refused("stopped"):
        accounts.invite(viewer_on_site(cast.owen), email="Ann@post.example")
    batch = declare(cast, told=TOLD + "また。")
    send(cast, batch)
    assert ("ann@post.example", "stopped") in queries.bad_lines(batch).values_list("email", "problem")
    with site_scope(cast.kiri.id):
        accounts.invite(viewer_on_site(cast.owen).party, email="ann@post.example")
    assert visit(cast.kiri).get(link[1][:-2] + "xx").status_code == 404


def test_from_the_page_to_the_letters(cast: Cast, visit: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    owen = visit(cast.kissa, as_=cast.owen)
    form = {"source": "customers", "ground": "agreed", "told": TOLD}
    assert owen.post("/console/invitations/lists/", form).status_code == 200  # neither file nor lines
    sent = owen.post("/console/invitations/lists/", {**form, "file": SimpleUploadedFile("list.csv", LIST)})
    page = owen.get(sent.url).content.decode()
    assert "ann@post.example" in page
    assert "nobody" in owen.get(f"{sent.url}not-invited.csv").content.decode()
    owen.post(f"{sent.url}letters/")
    assert "data-fresh" in owen.get(sent.url).content.decode()
    taro = visit(cast.kissa, as_=cast.taro)
    assert taro.get(sent.url).status_code in (302, 403, 404)
    assert visit(cast.kiri, as_=cast.owen).get(sent.url).status_code in (302, 403, 404)
