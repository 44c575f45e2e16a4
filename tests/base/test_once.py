"""One form sent several times at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from coorum.accounts.actions import found_site, invite
from coorum.accounts.models import Invitation
from coorum.accounts.queries import viewer_on_site
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope, site_scope
from coorum.community.actions import open_board
from coorum.sites.models import Operator, Site
from tests.cast import raise_curtain

BLOCK = {
    "legal_name": "株式会社山の本棚",
    "legal_name_en": "",
    "address": "東京都架空区山手1-1",
    "representative": "代表取締役 山野 栞",
    "contact_email": "privacy@books.example",
}


def at_once(act: Callable[[], Any]) -> set[Any]:
    def one(_number: int) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        return set(pool.map(one, range(6)))


def test_boards_invitations_and_sites_come_into_being_once(committed: None) -> None:
    cast, key = raise_curtain(), new_id()

    def staff() -> tuple[Any, Any]:
        with site_scope(cast.kissa.id):
            owen = viewer_on_site(cast.owen)
            board = open_board(owen, name="豆", slug="beans", key=key)
            return board.id, invite(owen, email="new@people.example", key=key).id

    def desk() -> Any:
        with provider_scope():
            officer = Party("officer", cast.desk.id, cast.desk.ledger_ref)
            words = {"slug": "books", "name": "山の本棚", "operator": BLOCK, "owner_email": "shiori@books.example"}
            return found_site(officer, **words, key=key).id  # type: ignore[arg-type]

    with provider_scope():
        operators = Operator.objects.count()
    assert len(at_once(staff)) == 1
    assert len(at_once(desk)) == 1
    with provider_scope():
        assert Site.objects.filter(slug="books").count() == 1
        assert Operator.objects.count() == operators + 1
        assert sorted(Letter.objects.values_list("recipient", flat=True)) == [
            "new@people.example",
            "shiori@books.example",
        ]
    with site_scope(cast.kissa.id):
        assert Invitation.objects.count() == 1
