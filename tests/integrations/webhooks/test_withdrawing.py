"""Nothing about a member leaves without their consent; once they withdraw, all that is left to say is that they are gone."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from coorum.accounts.models import StaffRole
from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.calling import NoAnswer
from coorum.base.events import SYSTEM, publish
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import joining_notice
from coorum.integrations import changes
from coorum.integrations.models import Delivery, Stop
from coorum.integrations.webhooks import actions, asking, sending
from coorum.privacy.closing.events import CLOSING_MOVED
from coorum.privacy.closing.kinds import Step
from coorum.provision import actions as provision
from coorum.provision.models import LookedUp
from tests.cast import Cast, refused
from tests.integrations.webhooks.shop import Shop, is_signed


def changed(shop: Shop, member: str = "member") -> str:
    """Something the operator is told of a member became different."""
    changes.write("member", [shop.house.ids[member]], "updated")
    sending.wake("member.updated")
    return str(shop.house.ids[member])


def withdraw(cast: Cast) -> None:
    consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="test")


def looks(cast: Cast) -> list[str]:
    seen = LookedUp.objects.filter(member__person=cast.mika)
    return list(seen.values_list("look_up__staff_name", flat=True))


def test_of_whom_it_is_told_stands_on_their_record_once(cast: Cast, shop: Shop) -> None:
    shop.answers = [500, 204]
    mika = changed(shop)
    changed(shop, "silent")  # agreed to nothing
    shop.work()
    with clock.held_at(shop.next_due() + timedelta(seconds=2)):
        shop.work()
    assert shop.news == [("member.updated", mika)] * 2
    assert all(is_signed(one, shop.secret) for one in shop.heard)
    assert looks(cast) == ["こもれび商店"]
    assert not Delivery.objects.filter(subject_id=shop.house.ids["silent"]).exists()


def test_withdrawing_takes_away_what_waits_and_tells_that_they_are_gone(cast: Cast, shop: Shop) -> None:
    shop.answers = [NoAnswer("silent"), 204]
    mika = changed(shop)
    shop.work()
    waiting = Delivery.objects.get(subject="member")
    withdraw(cast)
    assert not Delivery.objects.filter(subject="member").exists()  # in the transaction that withdraws
    with clock.held_at(clock.now() + timedelta(seconds=10)):
        sending.wake_all()
        shop.work()
    assert shop.news == [("member.updated", mika), ("member.deleted", mika)]
    assert shop.heard[1].id != str(waiting.id)

    # What is still in the feed of before is not told, however often it is asked for.
    changed(shop)
    shop.work()
    assert shop.news[2:] == []

    # Who agrees again is told of again.
    notice = joining_notice(shop.house.site, "ja")
    provision.agree_again(cast.mika, fingerprint=notice.fingerprint, language="ja")
    shop.work()
    assert shop.news[2:] == [("member.published", mika)]


def test_who_withdraws_while_it_is_in_the_queue_is_not_told_of(
    cast: Cast, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right before it leaves it is asked once more."""
    changed(shop)
    sending.begin(shop.endpoint_id)
    with monkeypatch.context() as patch:
        patch.setattr("coorum.integrations.listeners.forget", lambda _member: None)
        withdraw(cast)
    shop.work()
    assert [one for one, _id in shop.news] == ["member.deleted"]


def test_an_id_leaves_by_no_other_way(cast: Cast, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the gateway's word the last door (base/outside.py) lets no member's id pass."""
    changed(shop)
    monkeypatch.setattr(asking.provision, "telling", lambda *_a, **_k: nullcontext())
    shop.work()
    assert shop.heard == []
    assert not Delivery.objects.exists()


def test_a_replay_of_before_tells_nothing_of_whoever_withdrew(cast: Cast, shop: Shop) -> None:
    changed(shop)
    shop.work()
    row = Delivery.objects.get(subject="member")
    withdraw(cast)
    shop.work()
    assert not Delivery.objects.filter(id=row.id).exists()
    assert [one for one, _id in shop.news] == ["member.updated", "member.deleted"]


def test_the_end_of_the_contract_ends_it(cast: Cast, shop: Shop) -> None:
    changed(shop)
    publish(CLOSING_MOVED, actor=SYSTEM, payload={"step": Step.TELL})
    assert not Stop.objects.exists()
    publish(CLOSING_MOVED, actor=SYSTEM, payload={"step": Step.CLOSE})
    assert Stop.objects.get().reason == "ended"
    shop.work()
    assert (shop.heard, list(Delivery.objects.all())) == ([], [])


def test_nobody_is_told_once_nobody_answers_for_it(cast: Cast, shop: Shop) -> None:
    StaffRole.objects.filter(person=cast.owen).update(person=cast.taro)
    changed(shop)
    shop.work()
    assert shop.heard == []
    assert Stop.objects.get().reason == "orphan"
    actions.resume(viewer_on_site(cast.taro), shop.endpoint)
    shop.work()
    assert [one for one, _id in shop.news] == ["member.updated"]
    with site_scope(cast.kissa.id), refused("not_owner"):
        actions.pause(viewer_on_site(cast.hana), shop.endpoint)
