"""Joining another site, being invited, and choosing a name."""

import re
from typing import Any

import pytest
from django.test import Client

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW, code_sent, form, query_of


def agreed(cast: Cast, **changes: Any) -> dict[str, Any]:
    filled = form(cast.kissa, email=None, password=None, **changes)
    return {**filled, "next": "/b/"}


def member(cast: Cast, person: Person) -> Any:
    with site_scope(cast.kissa.id):
        return people.member_of(person)


def test_a_person_joins_another_site(cast: Cast, visit: Any) -> None:
    mika = visit(cast.kissa, as_=cast.mika)
    assert cast.kissa.operator.legal_name in mika.get("/signin/join/?next=/b/").content.decode()
    assert mika.post("/signin/join/", agreed(cast)).url == "/signin/name/?next=%2Fb%2F"
    assert member(cast, cast.mika)
    assert mika.post("/signin/join/", agreed(cast)).url == "/b/"


@pytest.mark.parametrize("changes", [{"provision": None}, {"fingerprint": "old"}, {"fingerprint": None}])
def test_nobody_joins_without_agreeing_to_what_is_shown(cast: Cast, visit: Any, changes: dict[str, Any]) -> None:
    answer = visit(cast.kissa, as_=cast.mika).post("/signin/join/", agreed(cast, **changes))
    assert answer.status_code == 200
    assert member(cast, cast.mika) is None


def test_a_guest_registers_first(cast: Cast, visit: Any) -> None:
    assert visit(cast.kissa).get("/signin/join/?next=/b/").url == "/signin/enter?next=%2Fb%2F&new=1"


def test_arriving_on_a_site_one_has_not_joined_one_is_asked(cast: Cast, visit: Any) -> None:
    here, there = visit(cast.kissa), visit(None)
    there.post("/signin/login/", {"login": cast.mika.email, "password": PASSWORD})
    arrived = there.get(here.get("/signin/enter?next=/b/").url).url
    assert here.get(arrived).url == "/signin/join/?next=%2Fb%2F"


def test_staff_who_are_no_members_are_not_asked(cast: Cast, visit: Any) -> None:
    here, there = visit(cast.kissa), visit(None)
    there.post("/signin/login/", {"login": cast.owen.email, "password": PASSWORD})
    arrived = there.get(here.get("/signin/enter?next=/console/").url).url
    assert here.get(arrived).url == "/console/"


def test_a_new_member_chooses_a_name_or_does_so_later(cast: Cast, visit: Any) -> None:
    hana = visit(cast.kissa, as_=cast.hana)
    page = hana.get("/signin/name/?next=/b/").content.decode()
    assert 'href="/b/"' in page
    refused = hana.post("/signin/name/", {"display_name": "運営事務局", "next": "/b/"})
    assert "間違われる" in refused.content.decode()
    assert hana.post("/signin/name/", {"display_name": "珈琲日和", "next": "/b/"}).url == "/b/"
    assert member(cast, cast.hana).display_name == "珈琲日和"


def test_only_members_choose_a_name(cast: Cast, visit: Any) -> None:
    assert visit(cast.kissa, as_=cast.mika).get("/signin/name/").status_code == 404
    assert visit(None, as_=cast.hana).get("/signin/name/").status_code == 404


@pytest.fixture
def invited(cast: Cast) -> Any:
    """`invited(email, role)`: the way to the page of an invitation to Souko, and its code."""

    def invite(email: str, role: str = "") -> tuple[str, str]:
        with site_scope(cast.souko.id):
            accounts.invite(Viewer(cast.owen, role=Role.OWNER), email=email, role=role)
        text = Letter.objects.filter(kind="invitation").latest("written_at").text
        found = re.search(r"http://souko\.test(/signin/invitations/[\w-]+/\?code=([\w-]+))", text)
        assert found
        return found[1], found[2]

    return invite


def follow_invitation(cast: Cast, visit: Any, code: str, new: str = "&new=1") -> tuple[Client, Client, str]:
    here, there = visit(cast.souko), visit(None)
    to_identity = there.get(here.get(f"/signin/enter?invitation={code}{new}").url).url
    return here, there, to_identity


def test_a_closed_site_says_so_kindly(cast: Cast, visit: Any) -> None:
    here, there = visit(cast.souko), visit(None)
    page = there.get(there.get(here.get("/signin/enter?new=1").url).url)
    assert page.status_code == 403
    assert "招待制" in page.content.decode()
    joined = visit(cast.souko, as_=cast.mika).get("/signin/join/")
    assert joined.status_code == 403
    assert "招待制" in joined.content.decode()


def test_an_invited_person_registers_and_is_in(cast: Cast, visit: Any, invited: Any) -> None:
    way, code = invited(NEW, Role.MODERATOR)
    assert "招待" in visit(cast.souko).get(way).content.decode()
    here, there, signup = follow_invitation(cast, visit, code)
    page = there.get(signup).content.decode()
    assert f'value="{NEW}"' in page
    sent = there.post(signup, form(cast.souko))
    done = there.post(sent.url, {"code": code_sent()}).url
    assert here.get(there.get(done).url).url.startswith("/signin/name/")
    with site_scope(cast.souko.id):
        person = Person.objects.get(email=NEW)
        assert people.member_of(person)
        assert people.viewer_on_site(person).role == Role.MODERATOR


def test_an_invitation_for_somebody_else_opens_nothing(cast: Cast, visit: Any, invited: Any) -> None:
    _way, code = invited("other@people.example")
    here, there, signup = follow_invitation(cast, visit, code)
    sent = there.post(signup, form(cast.souko))
    done = there.post(sent.url, {"code": code_sent()}).url
    landed = here.get(there.get(done).url).url
    assert landed.startswith("/signin/join/")
    answer = here.post("/signin/join/", {**form(cast.souko, email=None, password=None), "invitation": code})
    assert "別のメールアドレス" in answer.content.decode()
    with site_scope(cast.souko.id):
        assert people.member_of(Person.objects.get(email=NEW)) is None


def test_an_invited_person_who_is_registered_signs_in_and_joins(cast: Cast, visit: Any, invited: Any) -> None:
    _way, code = invited(cast.mika.email)
    here, there, login = follow_invitation(cast, visit, code, new="")
    back = there.post(login, {"login": cast.mika.email, "password": PASSWORD, "next": query_of(login)["next"]}).url
    join = here.get(there.get(back).url).url
    assert query_of(join)["invitation"] == code
    assert here.get(join).status_code == 200
    here.post("/signin/join/", {**form(cast.souko, email=None, password=None), "invitation": code})
    with site_scope(cast.souko.id):
        assert people.member_of(cast.mika)


def test_a_member_invited_to_the_staff_accepts_with_a_press(cast: Cast, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        accounts.invite(Viewer(cast.owen, role=Role.OWNER), email=cast.hana.email, role=Role.MANAGER)
    found = re.search(r"code=([\w-]+)", Letter.objects.get(kind="invitation").text)
    assert found
    hana = visit(cast.kissa, as_=cast.hana)
    assert hana.get(f"/signin/join/?invitation={found[1]}").status_code == 200
    with site_scope(cast.kissa.id):
        assert people.viewer_on_site(cast.hana).role == ""
    assert hana.post("/signin/join/", {"invitation": found[1]}).status_code == 302
    with site_scope(cast.kissa.id):
        assert people.viewer_on_site(cast.hana).role == Role.MANAGER


@pytest.mark.parametrize("code", ["", "made-up", "%00", "a" * 300])
def test_a_made_up_invitation_is_none(cast: Cast, visit: Any, code: str) -> None:
    way = f"/signin/invitations/01900000-0000-7000-8000-000000000000/?code={code}"
    assert visit(cast.souko).get(way).status_code == 404
