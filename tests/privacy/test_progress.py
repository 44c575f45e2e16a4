"""How far a search is: system by system, each answer kept at once, whoever is interrupted goes on from there."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from coorum.base import personal_data
from coorum.base.events import Party
from coorum.privacy import actions, package, queries, search
from coorum.privacy.kinds import Found, State
from coorum.privacy.models import Finding, RightsRequest
from coorum.privacy.progress import progress_of
from coorum.privacy.queries import pressing_cases
from tests.cast import Cast
from tests.searching import search_all


class Room:
    """A room that answers, fails, or takes the whole process with it."""

    fault: BaseException | None = None

    def export(self, subject: object) -> list[dict[str, str]]:
        if self.fault:
            raise self.fault
        return [{"kind": "thing"}]


@pytest.fixture
def room() -> Iterator[Room]:
    """It stands in the middle of the alphabet."""
    keeper = Room()
    one = personal_data.Dataset(
        name="measurement.room",
        title="A room",
        tables=[personal_data.Table("test.Thing", personal="person")],
        purposes=["operate"],
        erasure=personal_data.Erasure.KEEP,
        erasure_note="",
        keeper=keeper,
    )
    personal_data._datasets[one.name] = one
    yield keeper
    del personal_data._datasets[one.name]


def parts_of(request: RightsRequest) -> Any:
    made = queries.package_of(request)
    assert made is not None
    return json.loads(package.opened(made).texts["your-data.json"])["searched"]


def test_each_call_asks_one_system_everywhere(desk_scope: Cast, paid: Any) -> None:
    request = paid(desk_scope.hana)
    assert progress_of(request).answered == 0
    for number in range(1, 4):
        assert actions.collect(request.id)
        far = progress_of(request)
        assert (far.answered, far.is_whole) == (number, False)
    names = {place.dataset.name for place in search.places(request)}
    assert search_all(request.id) == len(names) - 3
    assert progress_of(request).is_whole


def test_the_answer_is_made_only_after_everybody_was_seen_to_answer(desk_scope: Cast, paid: Any) -> None:
    """So the page can say that the answer is being made, while a long document is being drawn."""
    request = paid(desk_scope.hana)
    while not progress_of(request).is_whole:
        actions.collect(request.id)
    request.refresh_from_db()
    assert request.state == State.COLLECTING
    assert not actions.collect(request.id)
    request.refresh_from_db()
    assert request.state == State.DELIVERED


def test_who_dies_in_the_middle_is_followed_by_one_who_goes_on(desk_scope: Cast, paid: Any, room: Room) -> None:
    request = paid(desk_scope.hana)
    room.fault = SystemExit(9)
    with pytest.raises(SystemExit):
        search_all(request.id)
    before = set(Finding.objects.filter(request=request).values_list("id", "dataset", "found_at"))
    assert before
    assert "measurement.room" not in {name for _id, name, _at in before}
    assert not queries.package_of(request)
    room.fault = None
    search_all(request.id)
    request.refresh_from_db()
    assert request.state == State.DELIVERED
    assert before <= set(Finding.objects.filter(request=request).values_list("id", "dataset", "found_at"))
    twin = paid(desk_scope.taro)
    search_all(twin.id)
    assert [one["title"] for one in parts_of(request)] == [one["title"] for one in parts_of(twin)]


def test_two_at_work_ask_nobody_twice(desk_scope: Cast, paid: Any) -> None:
    request = paid(desk_scope.hana)
    actions.collect(request.id)
    actions.search_again(Party("officer"), request=request)  # a second chain of calls, beside the first
    search_all(request.id)
    search_all(request.id)
    assert {one.attempts for one in Finding.objects.filter(request=request)} == {1}
    assert request.transitions.filter(step="found").count() == 1


def test_a_silent_system_waits_for_a_hand_and_the_others_go_on(
    desk_scope: Cast, officer: Party, paid: Any, room: Room
) -> None:
    request, room.fault = paid(desk_scope.hana), RuntimeError("山田花子の何か")
    search_all(request.id)
    far = progress_of(request)
    assert far.waits_for_hand
    assert [one.title for one in far.systems if one.is_silent] == ["A room"]
    assert far.answered == len(far.systems) - 1
    assert [one.id for one, _clocks in pressing_cases()] == [request.id]  # the desk hears of it on the same day
    for one in Finding.objects.filter(request=request, result=Found.ERROR):
        assert one.attempts == 3
        actions.settle_by_hand(officer, request=request, finding=one, why="記録なしと確認")
    request.refresh_from_db()
    assert request.state == State.REVIEW


def test_a_hand_in_the_middle_of_the_search_does_not_end_it(
    desk_scope: Cast, officer: Party, paid: Any, room: Room
) -> None:
    request, room.fault = paid(desk_scope.hana), RuntimeError()
    while not Finding.objects.filter(request=request, result=Found.ERROR).exists():
        actions.collect(request.id)
    for one in Finding.objects.filter(request=request, result=Found.ERROR):
        actions.settle_by_hand(officer, request=request, finding=one, why="記録なしと確認")
    request.refresh_from_db()
    assert request.state == State.COLLECTING
    search_all(request.id)
    assert progress_of(request).is_whole


def test_what_was_found_is_forgotten_where_the_request_is_taken_back(desk_scope: Cast, paid: Any) -> None:
    request = paid(desk_scope.hana)
    for _call in range(8):
        actions.collect(request.id)
    assert [one for one in Finding.objects.filter(request=request) if one.content]
    actions.withdraw_request(desk_scope.hana, request=request)
    assert not [one for one in Finding.objects.filter(request=request) if one.content]
    assert not actions.collect(request.id)
