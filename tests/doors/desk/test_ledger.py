"""The evidence at the desk: each chain, and a check that the worker makes."""

from typing import Any

from coorum.base.ledger.heads import sign_heads
from coorum.base.scope import provider_scope
from coorum.promises.actions import verify_chain
from coorum.promises.models import Verification
from tests.cast import Cast


def test_every_chain_is_checked_and_the_page_says_so(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post("/desk/sites/kissa/suspension/", {"reason": "点検のため"})
    sign_heads()
    page = desk.get("/desk/ledger/").content.decode()
    assert cast.kissa.name in page
    answer = desk.post("/desk/ledger/verification/", follow=True)
    assert 'data-fresh="3"' in answer.content.decode()
    with provider_scope():
        for asked in Verification.objects.all():
            verify_chain(asked.id)
    after = desk.get("/desk/ledger/")
    assert "data-fresh" not in after.content.decode()
    with provider_scope():
        assert set(Verification.objects.values_list("fault", flat=True)) == {""}
    assert "banner danger" not in after.content.decode()


def test_a_fault_heads_the_desks_first_page(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post("/desk/sites/kissa/suspension/", {"reason": "点検のため"})
    desk.post("/desk/ledger/verification/")
    with provider_scope():
        for asked in Verification.objects.all():
            verify_chain(asked.id)
        Verification.objects.filter(chain=cast.kissa.id).update(fault="entry 1 was changed")
    assert "/desk/ledger/" in desk.get("/desk/").content.decode()
    assert "entry 1 was changed" in desk.get("/desk/ledger/").content.decode()


def test_a_chain_that_waits_is_not_asked_twice(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post("/desk/sites/kissa/suspension/", {"reason": "点検のため"})
    desk.post("/desk/ledger/verification/")
    before = Verification.objects.count()
    desk.post("/desk/ledger/verification/")
    assert Verification.objects.count() == before
