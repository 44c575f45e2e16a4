"""How keys look, how long they are good, and what is written down of them."""

from datetime import timedelta

import pytest

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.integrations import actions, keys, queries
from coorum.integrations.actions.keys import USED
from coorum.integrations.kinds import ACCESS_LIFE, MOST_KEYS, OVERLAP, Life, Scope
from coorum.integrations.models import ApiKey
from tests.cast import Cast, refused

MOMENT = timedelta(microseconds=1)


def test_a_secret_shows_what_it_is_and_whether_it_was_mistyped() -> None:
    secret = keys.draw(keys.KEY)
    assert keys.PATTERN.fullmatch(secret)
    assert keys.is_sound(secret, keys.KEY)
    assert not keys.is_sound(secret, keys.TOKEN)
    wrong = "a" if secret[20] != "a" else "b"
    assert not keys.is_sound(secret[:20] + wrong + secret[21:], keys.KEY)
    assert not any(keys.is_sound(text, keys.KEY) for text in ("", "coorum_key_", secret + "x", "\x00" * 60, "é" * 60))
    assert len({keys.draw(keys.KEY) for _time in range(100)}) == 100


@pytest.mark.parametrize("life", Life.values)
def test_a_key_is_good_to_the_moment(cast: Cast, life: str) -> None:
    with site_scope(cast.kissa.id):
        key, secret = actions.make_key(viewer_on_site(cast.owen), name="x", scopes=[Scope.POSTS_READ], life=life)
        assert key.expires_at - key.made_at == timedelta(days=int(life))
        for late, works in ((-MOMENT, True), (timedelta(0), False)):
            with clock.held_at(key.expires_at + late):
                assert (queries.credential_of(secret) is not None) is works


def test_the_old_secret_works_for_a_day_and_a_token_for_an_hour(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        owen = viewer_on_site(cast.owen)
        key, first = actions.make_key(owen, name="x", scopes=[Scope.POSTS_READ])
        with clock.held_at(clock.now()):
            now = clock.now()
            second = actions.roll_over(owen, key)
            found = queries.credential_of(second)
            assert found is not None
            token, _scopes, seconds = actions.make_token(found)
        assert seconds == ACCESS_LIFE.total_seconds()
        for secret, life in ((first, OVERLAP), (token, ACCESS_LIFE)):
            for late, works in ((-MOMENT, True), (timedelta(0), False)):
                with clock.held_at(now + life + late):
                    assert (queries.credential_of(secret) is not None) is works
        # A token of a secret that ends sooner ends with it.
        old = queries.credential_of(first)
        assert old is not None
        with clock.held_at(now + OVERLAP - timedelta(minutes=10)):
            assert actions.make_token(old)[2] == 600


def test_the_last_use_is_known_to_the_minute(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        key, _secret = actions.make_key(viewer_on_site(cast.owen), name="x", scopes=[Scope.POSTS_READ])
        used = clock.now()
        for late, noted in ((timedelta(0), used), (USED - MOMENT, used), (USED, used + USED)):
            with clock.held_at(used + late):
                actions.note_use(key.id, ApiKey.objects.get().used_at)
            assert ApiKey.objects.get().used_at == noted


def test_there_are_so_many_keys_and_no_more(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        owen = viewer_on_site(cast.owen)
        for number in range(MOST_KEYS):
            actions.make_key(owen, name=f"系{number}", scopes=[Scope.POSTS_READ])
        with refused("too_many"):
            actions.make_key(owen, name="もう一つ", scopes=[Scope.POSTS_READ])
        ApiKey.objects.filter(name="系0").delete()
        with refused("name_taken"):
            actions.make_key(owen, name="系1", scopes=[Scope.POSTS_READ])
        with refused("not_owner"):
            actions.make_key(viewer_on_site(cast.taro), name="x", scopes=[Scope.POSTS_READ])
