"""What changed reaches the shop: in order, signed, under one id, and again until it arrives."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.calling import NoAnswer, TooMany
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.community import actions as community
from coorum.community.models import Post
from coorum.integrations import changes, tasks
from coorum.integrations.models import Delivery, Stop
from coorum.integrations.retention import KEPT
from coorum.integrations.webhooks import actions, sending
from coorum.integrations.webhooks.kinds import DELAYS, HELD, JITTER
from coorum.sites.models import Suspension
from tests.cast import Cast, refused
from tests.integrations.webhooks.shop import Shop, is_signed

MOMENT = timedelta(microseconds=1)


def speak(shop: Shop, *names: str) -> list[str]:
    """Boards are opened; their ids."""
    found = [community.open_board(shop.staff, name=one, slug=f"board-{one}") for one in names]
    return [str(one.id) for one in found]


def test_what_changed_is_told_in_order_signed_and_without_a_word(cast: Cast, shop: Shop) -> None:
    first, second = speak(shop, "a", "b")
    mika, post = viewer_on_site(cast.mika), Post.objects.get(id=shop.house.ids["post"])
    community.edit_post(mika, post=post, title="秘密の題", body="秘密の本文", revision=post.revision)
    shop.work()
    assert shop.news == [("board.published", first), ("board.published", second), ("post.updated", str(post.id))]
    row = Delivery.objects.get(subject="post")
    told = shop.heard[-1]
    assert told.said == {
        "type": "post.updated",
        "timestamp": told.said["data"]["happened_at"],
        "data": {
            "id": str(row.change),
            "subject": "post",
            "subject_id": str(post.id),
            "what": "updated",
            "happened_at": row.happened_at.isoformat(timespec="microseconds")[:-6] + "Z",
        },
    }
    assert all(is_signed(one, shop.secret) for one in shop.heard)
    assert not is_signed(shop.heard[0], "whsec_" + "A" * 43 + "=")
    assert len({one.id for one in shop.heard}) == 3
    assert {(one.state, one.attempts, one.status) for one in shop.deliveries()} == {("delivered", 1, 204)}
    assert "秘密" not in str([one.body for one in shop.heard])
    shop.work()
    assert len(shop.heard) == 3


def test_only_what_was_chosen_is_told_and_that_it_is_gone(shop: Shop) -> None:
    actions.change_endpoint(
        shop.staff, shop.endpoint, name="x", address="https://shop.example/x", types=["board.published"]
    )
    assert shop.endpoint.types == ["board.published", "board.deleted"]
    board = community.open_board(shop.staff, name="a", slug="board-a")
    community.close_board(shop.staff, board=board)
    community.remove_board(shop.staff, board=board)
    shop.work()
    assert [one for one, _id in shop.news] == ["board.published", "board.deleted"]


def test_another_sites_shop_hears_nothing(cast: Cast, shop: Shop) -> None:
    with site_scope(cast.kiri.id):
        community.open_board(viewer_on_site(cast.hana), name="木", slug="wood")
        sending.wake_all()
        sending.begin(shop.endpoint_id)
        assert not Delivery.objects.exists()
    shop.work()
    assert shop.heard == []


def test_an_answer_that_fails_is_tried_again_ever_later_and_in_the_end_the_owners_are_told(shop: Shop) -> None:
    shop.answers = [500]
    begun, moments = clock.now(), []
    with clock.held_at(begun):
        (board,) = speak(shop, "a")
        shop.work()
    while not Stop.objects.exists():
        moments.append(shop.next_due())
        assert len(moments) < 20
        with clock.held_at(moments[-1] - timedelta(seconds=1)):
            shop.work()
            assert len(shop.heard) == len(moments)
        with clock.held_at(moments[-1]):
            shop.work()
    waits = [later - earlier for earlier, later in zip([begun, *moments], moments, strict=False)]
    assert len(waits) == len(DELAYS)
    assert all(abs(wait / delay - 1) <= JITTER + 0.01 for wait, delay in zip(waits, DELAYS, strict=True))
    assert timedelta(days=2.8) < moments[-1] - begun < timedelta(days=3.6)
    assert {one.id for one in shop.heard} == {str(one.id) for one in shop.deliveries()}
    assert len({one.headers["webhook-timestamp"] for one in shop.heard}) == len(DELAYS) + 1
    assert Stop.objects.get().reason == "failed"
    (letter,) = Letter.objects.filter(kind="webhook_stopped")
    assert letter.recipient == shop.house.owner.email

    # Nothing goes there, until an owner lets it go on: then what waited goes first.
    speak(shop, "b")
    with clock.held_at(moments[-1] + timedelta(days=1)):
        shop.work()
        assert len(shop.heard) == len(DELAYS) + 1
        shop.answers = [204]
        actions.resume(shop.staff, shop.endpoint)
        shop.work()
    assert [one for one, _id in shop.news[-2:]] == ["board.published", "board.published"]
    assert shop.news[-2][1] == board
    assert shop.endpoint.failing_since is None


def test_while_it_fails_one_request_knocks_and_once_it_answers_all_goes_out_in_order(shop: Shop) -> None:
    shop.answers = [NoAnswer("silent")]
    ids = speak(shop, "a", "b", "c")
    shop.work()
    sending.wake_all()
    shop.work()
    assert len(shop.heard) == 1
    assert shop.deliveries()[0].miss == "silent"
    shop.answers = [200]
    with clock.held_at(shop.next_due() + timedelta(seconds=1)):
        ids += speak(shop, "d")
        shop.work()
    assert sorted(one for _type, one in shop.news[1:]) == sorted(ids)
    assert shop.endpoint.failures == 0


def test_one_that_is_never_taken_does_not_hold_up_the_others(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    (poison,) = speak(shop, "a")

    def answer(address: str, *, body: bytes, **given: Any) -> Any:
        shop.answers = [500 if poison.encode() in body else 204]
        return shop.answer(address, body=body, **given)

    monkeypatch.setattr("coorum.integrations.webhooks.asking.call", answer)
    shop.work()
    moment = clock.now()
    for number in range(4 * len(DELAYS)):
        if Delivery.objects.filter(state="failed").exists():
            break
        moment = shop.next_due() + timedelta(seconds=1)
        with clock.held_at(moment):
            if number < 3:
                speak(shop, f"n{number}")
            shop.work()
    states = {one.subject_id.hex: one.state for one in shop.deliveries()}
    assert states.pop(poison.replace("-", "")) == "failed"
    assert set(states.values()) == {"delivered"}
    assert not Stop.objects.exists()

    # It can be sent again by hand, under its id.
    before = [one.id for one in shop.heard if one.news[1] == poison]
    monkeypatch.setattr("coorum.integrations.webhooks.asking.call", shop.answer)
    shop.answers = [204]
    with clock.held_at(moment + timedelta(seconds=1)):
        assert actions.replay_failed(shop.staff, shop.endpoint) == 1
        shop.work()
    assert shop.heard[-1].id == before[0]
    assert [one.state for one in shop.deliveries() if one.subject_id.hex == poison.replace("-", "")] == ["delivered"]


def test_gone_stops_at_once(shop: Shop) -> None:
    shop.answers = [410]
    speak(shop, "a", "b")
    shop.work()
    assert (len(shop.heard), Stop.objects.get().reason) == (1, "gone")
    assert Letter.objects.filter(kind="webhook_stopped").exists()
    with refused("stopped"):
        actions.replay_failed(shop.staff, shop.endpoint)


@pytest.mark.parametrize(("status", "miss"), [(301, "redirect"), (307, "redirect"), (404, "status"), (199, "status")])
def test_what_is_no_2xx_is_no_success(shop: Shop, status: int, miss: str) -> None:
    shop.answers = [status]
    speak(shop, "a")
    shop.work()
    assert [(one.state, one.status, one.miss) for one in shop.deliveries()] == [("waiting", status, miss)]


def test_where_too_much_is_under_way_here_the_endpoint_is_not_blamed(shop: Shop) -> None:
    shop.answers = [TooMany("busy"), 204]
    speak(shop, "a")
    shop.work()
    assert shop.endpoint.failures == 0
    with clock.held_at(shop.next_due()):
        shop.work()
    assert [one.state for one in shop.deliveries()] == ["delivered"]


def test_a_worker_that_dies_between_answer_and_record_is_replaced_and_sends_the_same_id(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(shop, "a", "b")

    def die(*given: Any, **named: Any) -> Any:
        answer = shop.answer(*given, **named)
        if len(shop.heard) == 1:
            raise KeyboardInterrupt
        return answer

    monkeypatch.setattr("coorum.integrations.webhooks.asking.call", die)
    with pytest.raises(KeyboardInterrupt):
        shop.work()
    # Meanwhile somebody else has news: they see that it is held, and look later.
    tasks.send_changes.later(str(shop.endpoint_id))
    shop.work()
    assert len(shop.heard) == 1
    with clock.held_at(clock.now() + HELD + timedelta(seconds=1)):
        shop.work()
    assert [one.id for one in shop.heard][:2] == [shop.heard[0].id] * 2
    assert len(shop.heard) == 3
    assert {one.state for one in shop.deliveries()} == {"delivered"}


def test_the_old_secret_signs_beside_the_new_one_for_a_day(shop: Shop) -> None:
    now = clock.now()
    with clock.held_at(now):
        new = actions.roll_secret(shop.staff, shop.endpoint)
    for late, both in ((timedelta(days=1) - timedelta(seconds=1), True), (timedelta(days=1), False)):
        with clock.held_at(now + late):
            actions.send_test(shop.staff, shop.endpoint)
        assert [is_signed(shop.heard[-1], one) for one in (shop.secret, new)] == [both, True]
    actions.roll_secret(shop.staff, shop.endpoint, at_once=True)
    actions.send_test(shop.staff, shop.endpoint)
    assert not is_signed(shop.heard[-1], new)


def test_who_was_away_too_long_is_told_that_they_have_missed_something(shop: Shop) -> None:
    actions.pause(shop.staff, shop.endpoint)
    speak(shop, "a")
    shop.work()
    with clock.held_at(clock.now() + changes.KEPT + MOMENT):
        actions.resume(shop.staff, shop.endpoint)
        shop.work()
    assert [one for one, _id in shop.news] == ["changes.lost"]
    assert KEPT == changes.KEPT


def test_a_community_that_rests_sends_nothing(cast: Cast, shop: Shop) -> None:
    speak(shop, "a")
    Suspension.objects.create(community=cast.kissa, reason="x", suspended_by=cast.desk.id)
    shop.work()
    assert shop.heard == []
    Suspension.objects.all().delete()
    sending.wake_all()
    shop.work()
    assert len(shop.heard) == 1
