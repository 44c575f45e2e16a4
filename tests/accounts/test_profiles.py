"""What others see of a member: names that can be read, and that do not speak for somebody else."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorum.accounts import actions, queries
from coorum.accounts.models import Member
from coorum.accounts.profile import proper_display_name, proper_user_id
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.accounts.rules import ensure_may_post
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.scope import site_scope
from tests.cast import Cast, refused


@pytest.fixture
def hana(cast: Cast) -> Iterator[Member]:
    with site_scope(cast.kissa.id):
        member = queries.member_of(cast.hana)
        assert member
        yield member


def test_a_member_chooses_a_name(hana: Member) -> None:
    actions.choose_display_name(hana, display_name="  はな　はな ")
    hana.refresh_from_db()
    assert hana.display_name == "はな　はな"


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200b", "\u3164"])
def test_a_name_must_be_visible(hana: Member, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        actions.choose_display_name(hana, display_name=name)
    assert (refusal.value.code, refusal.value.field) == ("display_name_empty", "display_name")


@pytest.mark.parametrize("name", ["あ" * 31, "a\x00b", "a\ud800", "🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 12])
def test_a_name_that_breaks_pages_is_refused(hana: Member, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        actions.choose_display_name(hana, display_name=name)
    assert refusal.value.field == "display_name"


@pytest.mark.parametrize(
    "name",
    [
        "喫茶こもれび",
        "喫茶 こもれび",
        "運営事務局",
        "Ａｄｍｉｎ",
        "公式・中の人",
        "株式会社喫茶こもれび",
        "m.o.d.e.r.a.t.o.r",
    ],
)
def test_members_do_not_speak_for_the_operator(hana: Member, name: str) -> None:
    with refused("display_name_reserved"):
        actions.choose_display_name(hana, display_name=name)


def test_staff_may_carry_the_name_of_their_office(cast: Cast, hana: Member) -> None:
    actions.grant_role(SYSTEM, person=cast.hana, role=Role.MODERATOR)
    actions.choose_display_name(hana, display_name="運営のはな")
    assert hana.display_name == "運営のはな"


def test_a_user_id_is_chosen_once(hana: Member) -> None:
    actions.choose_user_id(hana, user_id="@Hana_Cafe")
    assert hana.user_id == "hana_cafe"
    with refused("user_id_chosen"):
        actions.choose_user_id(hana, user_id="hana2")


@pytest.mark.parametrize(
    ("user_id", "code"),
    [("ha", "user_id_form"), ("は な", "user_id_form"), ("a" * 21, "user_id_form"), ("admin", "user_id_reserved")],
)
def test_a_user_id_has_a_form(hana: Member, user_id: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        actions.choose_user_id(hana, user_id=user_id)
    assert (refusal.value.code, refusal.value.field) == (code, "user_id")


def test_two_members_have_two_user_ids(hana: Member) -> None:
    with refused("user_id_taken"):
        actions.choose_user_id(hana, user_id="TARO")
    hana.refresh_from_db()
    assert hana.user_id_chosen_at is None


def test_a_profile_is_changed_whole_or_not(hana: Member) -> None:
    actions.change_profile(hana, display_name="花", bio="珈琲とパン")
    with pytest.raises(Refused):
        actions.change_profile(hana, display_name="花子", bio="長" * 161)
    hana.refresh_from_db()
    assert (hana.display_name, hana.bio) == ("花", "珈琲とパン")


def test_a_person_chooses_a_language_we_speak(cast: Cast, hana: Member) -> None:
    actions.choose_language(cast.hana, language="en")
    with refused("language_unknown"):
        actions.choose_language(cast.hana, language="xx")
    assert cast.hana.language == "en"


def test_guests_and_paused_members_do_not_write(cast: Cast, hana: Member) -> None:
    for viewer, code in (
        (None, "guest"),
        (Viewer(cast.mika), "guest"),
        (Viewer(cast.hana, hana, paused=True), "paused"),
    ):
        with pytest.raises(Refused) as refusal:
            ensure_may_post(viewer)
        assert refusal.value.code == code
    ensure_may_post(Viewer(cast.hana, hana))


@given(st.text(max_size=80))
def test_a_name_is_kept_or_refused_and_never_breaks(text: str) -> None:
    try:
        name = proper_display_name(text)
    except Refused:
        return
    assert name == proper_display_name(name)
    assert len(name) <= 60


@given(st.text(max_size=40))
def test_a_user_id_fits_into_an_address(text: str) -> None:
    try:
        user_id = proper_user_id(text)
    except Refused:
        return
    assert user_id.isascii()
    assert proper_user_id(user_id) == user_id


def test_what_calls_for_care_is_published_only_by_whoever_means_it(hana: Member) -> None:
    bio = "うつ病から戻りました。珈琲が好きです"
    with refused("needs_care"):
        actions.change_profile(hana, display_name="花", bio=bio)
    actions.change_profile(hana, display_name="花", bio=bio, openly=True)
    assert Member.objects.get(id=hana.id).bio == bio


def test_a_profile_takes_no_individual_number(hana: Member) -> None:
    with refused("individual_number"):
        actions.change_profile(hana, display_name="花", bio="6214 9832 0257", openly=True)
