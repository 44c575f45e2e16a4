"""Likes, through URLs: with script and without."""

from collections.abc import Callable

import pytest
from django.test import Client

from coorum.base.errors import Refused
from coorum.base.ids import short
from coorum.community.models import Comment
from tests.cast import Cast

SCRIPT = {"X-Requested-With": "fetch"}


def test_without_script_one_comes_back_to_the_post(taro: Client, at: str) -> None:
    assert taro.post(at + "like/", {"wanted": "1"}).headers["Location"] == at
    assert 'aria-pressed="true"' in taro.get(at).content.decode()


def test_with_script_there_is_nothing_to_read(taro: Client, at: str, comment: Comment) -> None:
    for address in (at, f"/c/{short(comment.id)}/"):
        assert taro.post(address + "like/", {"wanted": "1"}, headers=SCRIPT).status_code == 204


def test_a_like_can_be_taken_back(taro: Client, comment: Comment, at: str) -> None:
    for wanted in "110":
        answer = taro.post(f"/c/{short(comment.id)}/like/", {"wanted": wanted})
    assert answer.headers["Location"] == f"{at}#c1"
    assert 'aria-pressed="true"' not in taro.get(at).content.decode()


@pytest.mark.parametrize("place", ["{at}like/", "/c/{comment}/like/"])
def test_another_sites_things_cannot_be_liked(
    cast: Cast, visit: Callable[..., Client], at: str, comment: Comment, place: str
) -> None:
    address = place.format(at=at, comment=short(comment.id))
    assert visit(cast.kiri, as_=cast.hana).post(address, {"wanted": "1"}).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"wanted": "2"}, {"wanted": "1", "member": "someone"}])
def test_what_is_no_like_is_refused(taro: Client, at: str, sent: dict[str, str]) -> None:
    assert taro.post(at + "like/", sent).status_code == 400


def test_a_script_is_told_in_words_why_not(taro: Client, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coorum.community.actions.likes.ensure_pace", too_fast)
    answer = taro.post(at + "like/", {"wanted": "1"}, headers=SCRIPT)
    assert (answer.status_code, answer.content.decode()) == (429, "あと5分")
    assert 'aria-pressed="true"' not in taro.get(at).content.decode()


def too_fast(_done: object, **_limits: object) -> None:
    raise Refused("too_many", "あと%(minutes)s分", minutes=5)
