"""Who may enter the desk: the provider's staff, on the provider's host, and nobody else."""

from typing import Any

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts.roles import Duty
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from tests.cast import Cast

PAGES = ["", "provider/", "sites/", "sites/new/", "sites/kissa/", "documents/", "documents/privacy/", "ledger/"]
POSTS = ["sites/kissa/owner/", "sites/kissa/suspension/", "sites/kissa/suspension/lifting/", "ledger/verification/"]


@pytest.mark.parametrize("page", PAGES)
def test_the_providers_staff_enter(cast: Cast, visit: Any, page: str) -> None:
    assert visit(None, as_=cast.desk).get(f"/desk/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_an_operators_owner_does_not(cast: Cast, visit: Any, page: str) -> None:
    assert visit(None, as_=cast.owen).get(f"/desk/{page}").status_code == 404
    assert visit(cast.kissa, as_=cast.owen).get(f"/desk/{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_is_not_on_the_host_of_a_site(cast: Cast, visit: Any, page: str) -> None:
    assert visit(cast.kissa, as_=cast.desk).get(f"/desk/{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_sent_to_sign_in(cast: Cast, visit: Any, page: str) -> None:
    assert visit(None).get(f"/desk/{page}").url.startswith("/signin/enter?next=")


@pytest.mark.parametrize("page", POSTS)
def test_nobody_acts_before_signing_in(cast: Cast, visit: Any, page: str) -> None:
    answer = visit(None).post(f"/desk/{page}")
    assert answer.status_code == 403
    assert 'href="/signin/enter?next=' in answer.content.decode()


@pytest.mark.parametrize("page", POSTS)
def test_nobody_else_acts_at_the_desk(cast: Cast, visit: Any, page: str) -> None:
    assert visit(None, as_=cast.owen).post(f"/desk/{page}").status_code == 404
    assert visit(cast.kissa, as_=cast.desk).post(f"/desk/{page}").status_code == 404


def test_privacy_officers_look_at_sites_and_found_none(cast: Cast, visit: Any) -> None:
    with provider_scope():
        accounts.appoint_officer(SYSTEM, email=cast.mika.email, duty=Duty.PRIVACY_OFFICER)
    mika = visit(None, as_=cast.mika)
    assert mika.get("/desk/sites/").status_code == 200
    assert mika.get("/desk/sites/new/").status_code == 404
    assert mika.get("/desk/provider/").status_code == 404


def test_unknown_sites_and_shelves_are_not_there(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    assert desk.get("/desk/sites/nowhere/").status_code == 404
    assert desk.get("/desk/documents/operator-privacy/").status_code == 404
