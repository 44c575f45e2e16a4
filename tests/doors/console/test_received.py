"""What the operator received: its records to take home, and what it must still correct or erase."""

import io
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest

from coorum.accounts import queries as people
from coorum.accounts.models import StaffRole
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.consent.notice import joining_notice
from coorum.provision import actions
from coorum.provision.models import OperatorTask
from tests.cast import Cast

HERE = "/console/received/"


@pytest.fixture
def owen(cast: Cast, visit: Any) -> Any:
    """The owner of kissa, where Mika is a member whose display name was put right."""
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        member = actions.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=False)
        actions.tell_of_correction(member, items=["display_name"])
    return visit(cast.kissa, as_=cast.owen)


def the_task(cast: Cast) -> OperatorTask:
    with site_scope(cast.kissa.id):
        return OperatorTask.objects.get()


def test_the_page_says_what_is_to_do_and_names_nobody(owen: Any) -> None:
    page = owen.get(HERE).content.decode()
    assert "訂正" in page
    assert "mika" not in page


def test_a_task_is_confirmed_once(cast: Cast, owen: Any) -> None:
    at = f"{HERE}{the_task(cast).id}/done/"
    assert [owen.post(at).status_code, owen.post(at).status_code] == [302, 302]
    assert the_task(cast).done_at
    assert owen.get(at).status_code == 405
    assert owen.post(f"{HERE}{uuid4()}/done/").status_code == 404


def test_the_records_are_a_file_that_is_asked_for_in_so_many_words(owen: Any) -> None:
    answer = owen.post(f"{HERE}file/")
    assert answer["Content-Disposition"].startswith("attachment")
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert "manifest.jws" in archive.namelist()
    assert owen.get(f"{HERE}file/").status_code == 405


def test_neither_members_nor_moderators_nor_other_operators_enter(cast: Cast, owen: Any, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        StaffRole.new(person=cast.hana, role=Role.MODERATOR, granted_at=clock.now()).save()
        assert people.staff().count() == 2
    assert visit(cast.kissa).get(HERE).status_code == 302
    confirmation = f"{HERE}{the_task(cast).id}/done/"
    for site, person in ((cast.kissa, cast.mika), (cast.kissa, cast.hana), (cast.kiri, cast.owen)):
        browser = visit(site, as_=person)
        assert browser.get(HERE).status_code == 404
        assert browser.post(f"{HERE}file/").status_code == 404
        assert browser.post(confirmation).status_code == 404
    assert the_task(cast).done_at is None
