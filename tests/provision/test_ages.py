"""What an age band means for what somebody may agree to, wherever they join."""

from typing import Any

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.accounts.models import Age, Member
from coorum.accounts.profile import profile_of
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope, site_scope
from coorum.community.queries.voices import COLUMNS, voice_of
from coorum.consent.notice import joining_notice
from coorum.provision import actions
from coorum.sites import actions as sites
from coorum.sites import queries
from tests.cast import Cast, refused


def asks(cast: Cast) -> None:
    with provider_scope():
        sites.begin_asking_ages(SYSTEM, cast.kissa)


def join(cast: Cast, **changes: Any) -> Member:
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        return actions.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=False, **changes)


def test_nobody_joins_unasked_where_the_site_asks(cast: Cast) -> None:
    asks(cast)
    with refused("age_unknown"):
        join(cast)
    with provider_scope(), refused("age_unknown"):
        actions.ask_to_join(cast.mika, site=cast.kissa, fingerprint="", language="ja", advertising=False)
    assert join(cast, band=Band.ADULT)


@pytest.mark.parametrize("is_asked", [True, False])
def test_nobody_of_15_or_younger_agrees_by_themselves(cast: Cast, is_asked: bool) -> None:
    """What is known binds, whether this site asks or not."""
    if is_asked:
        asks(cast)
    with provider_scope():
        accounts.note_age(cast.mika, band=Band.CHILD)
    for band in ("", Band.ADULT):
        with refused("guardian_needed"):
            join(cast, band=band)
    with site_scope(cast.kissa.id):
        assert people.member_of(cast.mika) is None


def test_where_nobody_asks_nothing_is_written(cast: Cast) -> None:
    join(cast, band=Band.YOUTH)
    with provider_scope():
        assert not Age.objects.exists()


def test_others_see_no_picture_of_a_minor(cast: Cast) -> None:
    asks(cast)
    join(cast, band=Band.YOUTH)
    with site_scope(cast.kissa.id):
        Member.objects.filter(person=cast.mika).update(avatar_key="face")
        member = Member.objects.get(person=cast.mika)
        assert profile_of(member).avatar_key == ""
        row = {name: getattr(member, name.removeprefix("author__"), None) for name in COLUMNS}
        voice = voice_of(row)
        assert voice
        assert (voice.display_name, voice.avatar_url) == (member.display_name, "")
    with provider_scope():
        actions.say_age(cast.mika, band=Band.ADULT)
    with site_scope(cast.kissa.id):
        assert profile_of(Member.objects.get(person=cast.mika)).avatar_key == "face"


def test_an_owner_switches_it_on_only_where_the_policy_names_it(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        owner = people.viewer_on_site(cast.owen)
        with refused("not_told"):
            accounts.ask_ages(owner, cast.kissa)
        with refused("not_owner"):
            accounts.stop_asking_ages(people.viewer_on_site(cast.hana), cast.kissa)
        assert not queries.asks_ages(cast.kissa)
