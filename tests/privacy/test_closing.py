"""The end of an operator's contract (obligations c-6): told in time, nothing provided after it."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from coorum.accounts import queries as queries_of_people
from coorum.accounts.models import Invitation, Member, Pause, StaffRole
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.ledger.openings import forget
from coorum.base.models import SiteOwned
from coorum.base.scope import provider_scope, site_scope
from coorum.community import actions as community
from coorum.community.models import Board
from coorum.consent.notice import joining_notice
from coorum.consent.signatures import opened
from coorum.notices.models import Mailing, ServiceNotice
from coorum.privacy.actions import closing as actions
from coorum.privacy.actions.retention import place_hold
from coorum.privacy.closing import deleting, queries, rules
from coorum.privacy.closing.kinds import Phase, Side, Step
from coorum.privacy.erasure.kinds import State
from coorum.privacy.models import Closing, ClosingStep
from coorum.privacy.retention.kinds import HoldGround
from coorum.provision import actions as provision
from coorum.provision.models import ProvidedProfile, Provision
from coorum.sites.models import EmbedOrigin
from tests.cast import Cast, refused
from tests.privacy.erasure.conftest import _folders, leave, pass_time  # noqa: F401  fixtures

OFFICER = Party("officer", new_id())
WORDS = {
    "ja": "運営会社との契約が終わるため、コミュニティを閉じます。",
    "en": "The contract ends, so the community closes.",
}
#: What obligations c-6 says, written down a second time.
SAID = {
    "notice": {"freeze": "frozen", "call_off": "called_off"},
    "frozen": {"tell": "told", "call_off": "called_off"},
    "told": {"open_export": "export", "call_off": "called_off"},
    "export": {"close": "closed", "call_off": "called_off"},
    "closed": {"return": "returned"},
    "returned": {"delete": "deleted"},
    "deleted": {"keep": "kept"},
    "kept": {"finish": "over"},
    "over": {},
    "called_off": {},
}


@pytest.mark.parametrize(("phase", "step"), list(product(Phase, Step)))
def test_every_step_leads_where_it_should_or_nowhere(phase: Phase, step: Step) -> None:
    if step in SAID[phase]:
        assert rules.after(phase, step) == SAID[phase][step]
    else:
        with refused("not_now"):
            rules.after(phase, step)


def begin(cast: Cast, days: int = 45, **given: Any) -> Closing:
    facts = {"site": cast.kissa, "given_by": Side.OPERATOR, "reason": "契約満了", "words": WORDS}
    with provider_scope():
        return actions.give_notice(OFFICER, **{**facts, "ends_at": clock.now() + timedelta(days=days), **given})


def later(days: int) -> Any:
    return clock.held_at(clock.now() + timedelta(days=days, minutes=1))


def move_on(closing: Closing) -> Phase:
    """One part of what is due."""
    with provider_scope():
        actions.move_on(closing.id)
    closing.refresh_from_db()
    return Phase(closing.phase)


def join(cast: Cast, person: Any) -> None:
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        provision.join(person, fingerprint=fingerprint, language="ja", advertising=False)


def test_members_are_told_at_least_thirty_days_ahead(cast: Cast) -> None:
    with refused("too_soon"):
        begin(cast, days=29)
    closing = begin(cast)
    assert closing.phase == Phase.TOLD
    notice = ServiceNotice.objects.get()
    assert (notice.words, notice.ends_at) == (WORDS, closing.ends_at)
    assert Mailing.objects.get(about=notice.id).count == 2


def test_words_that_advertise_are_refused(cast: Cast) -> None:
    with refused("advertises"):
        begin(cast, words={**WORDS, "ja": "閉店セール開催中"})
    assert not Closing.objects.exists()


def test_nobody_joins_a_community_that_ends(cast: Cast) -> None:
    begin(cast)
    with refused("ending"):
        join(cast, cast.mika)


def test_it_is_decided_once(cast: Cast) -> None:
    key, ends_at = new_id(), clock.now() + timedelta(days=45)
    assert begin(cast, key=key, ends_at=ends_at).id == begin(cast, key=key, ends_at=ends_at).id
    with refused("under_way"):
        begin(cast)


def test_the_operator_has_thirty_days_to_take_data_along(cast: Cast) -> None:
    closing = begin(cast, days=45)
    assert move_on(closing) == Phase.TOLD
    with later(days=15):
        assert move_on(closing) == Phase.EXPORT
    assert queries.timeline(closing).export_at == closing.ends_at - timedelta(days=30)


def test_after_the_last_day_nothing_is_provided_and_nobody_is_staff(cast: Cast) -> None:
    join(cast, cast.mika)
    with site_scope(cast.kissa.id):
        EmbedOrigin.new(origin="https://shop.example").save()
    closing = begin(cast)
    with later(days=44):
        move_on(closing)
    with site_scope(cast.kissa.id):
        assert ProvidedProfile.objects.count() == 1
    with later(days=45):
        move_on(closing)
        assert move_on(closing) == Phase.CLOSED
    with site_scope(cast.kissa.id):
        assert not ProvidedProfile.objects.exists()
        assert not Provision.objects.filter(closed_at=None).exists()
        assert Pause.objects.count() == 1
        assert not StaffRole.objects.exists()
        assert not Invitation.objects.filter(accepted_at=None).exists()
        assert not EmbedOrigin.objects.exists()


def test_what_is_provided_is_closed_in_parts(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "BATCH", 1)
    join(cast, cast.mika)
    closing = begin(cast)
    with later(days=45):
        assert move_on(closing) == Phase.EXPORT
        assert move_on(closing) == Phase.EXPORT  # the part before was full
        assert move_on(closing) == Phase.CLOSED


def test_it_can_be_called_off_before_the_end_and_everybody_hears_of_it(cast: Cast) -> None:
    closing = begin(cast)
    with provider_scope():
        actions.call_off(OFFICER, closing=closing, words={"ja": "続けます。", "en": "It goes on."})
        assert queries.closing_of(cast.kissa) is None
    assert ServiceNotice.objects.filter(takes_back=closing.notice).exists()
    join(cast, cast.mika)
    assert begin(cast).phase == Phase.TOLD


def test_what_has_ended_cannot_be_called_off(cast: Cast) -> None:
    closing = begin(cast)
    with later(days=15):
        move_on(closing)
    with later(days=45):
        move_on(closing)
        with provider_scope(), refused("not_now"):
            actions.call_off(OFFICER, closing=closing, words=WORDS)


def ended(cast: Cast) -> Closing:
    """A community whose operator took back what it had entrusted."""
    closing = begin(cast)
    for days in (15, 45):
        with later(days=days):
            move_on(closing)
    with provider_scope(), later(days=46):
        return actions.confirm_return(OFFICER, closing=closing, why="預かりなし")


def write(cast: Cast) -> None:
    """A board, a post, a comment under it and an answer to that."""
    with site_scope(cast.kissa.id):
        board = Board.new(slug="talk", name="おしゃべり", opened_at=clock.now())
        board.save()
        viewer = queries_of_people.viewer_on_site(cast.hana)
        post = community.write_post(viewer, board=board, title="朝の一杯", body="今朝の豆の話。", key=new_id())
        first = community.post_comment(viewer, post=post, body="いい香り", key=new_id())
        community.reply(viewer, to=first, body="おかわり", key=new_id())


def everything_on(cast: Cast) -> dict[str, int]:
    with site_scope(cast.kissa.id):
        models = [one for one in apps.get_models() if issubclass(one, SiteOwned)]
        return {one._meta.label: found for one in models if (found := one._default_manager.count())}


def test_two_weeks_after_the_end_everything_is_deleted_but_what_the_law_keeps(cast: Cast) -> None:
    join(cast, cast.mika)
    write(cast)
    closing = ended(cast)
    with later(days=58):
        assert move_on(closing) == Phase.RETURNED
    with later(days=60):
        assert move_on(closing) == Phase.KEPT
    left = everything_on(cast)
    assert set(left) <= {"provision.Provision", "consent.Receipt", "accounts.Member", "accounts.Departure"}
    assert left["provision.Provision"] == 1
    document = opened(closing.certificate)
    assert document is not None
    assert document["deleted"]["community.Comment"] == 2
    assert {one["rule"] for one in document["kept"]} >= {"provision.records"}
    assert closing.records_until is not None
    assert closing.records_until > clock.now() + timedelta(days=3 * 365)


def test_nobody_of_the_community_can_be_recognised_in_what_is_kept(cast: Cast) -> None:
    join(cast, cast.mika)
    closing = ended(cast)
    with later(days=60):
        move_on(closing)
    with site_scope(cast.kissa.id):
        assert {one.display_name for one in Member.objects.all()} == {"—"}


def test_whoever_was_about_to_leave_is_erased_with_the_others_and_gets_the_proof(cast: Cast, leave: Any) -> None:  # noqa: F811
    join(cast, cast.mika)
    closing = ended(cast)
    with later(days=55):
        wish = leave(cast.mika, cast.kissa)
    with later(days=60):
        move_on(closing)
    with site_scope(cast.kissa.id):
        assert {one.display_name for one in Member.objects.all()} == {"—"}
    pass_time(wish.due_at)
    wish.refresh_from_db()
    assert wish.state == State.RESIDUAL


def test_whoever_is_erased_with_the_community_is_nobody_in_its_evidence(cast: Cast) -> None:
    join(cast, cast.mika)
    closing = ended(cast)
    with site_scope(cast.kissa.id):
        refs = list(Member.objects.filter(person=cast.mika).values_list("ledger_ref", flat=True))
    with later(days=60):
        move_on(closing)
    with site_scope(cast.kissa.id):
        assert forget(cast.kissa.id, refs).erased == 0


def test_other_communities_stay_as_they_are(cast: Cast) -> None:
    with site_scope(cast.kiri.id):
        before = Member.objects.count()
    closing = ended(cast)
    with later(days=60):
        move_on(closing)
    with site_scope(cast.kiri.id):
        assert Member.objects.count() == before
        assert not Member.objects.filter(display_name="—").exists()


def test_a_legal_hold_keeps_the_whole_community(cast: Cast) -> None:
    closing = ended(cast)
    with provider_scope():
        held = {"ground": HoldGround.LAWSUIT, "why": "係争中", "review_on": clock.now().date() + timedelta(days=300)}
        place_hold(OFFICER, community=cast.kissa, **held)
    with later(days=60):
        assert move_on(closing) == Phase.RETURNED


def test_it_is_over_when_the_last_record_is_gone(cast: Cast, monkeypatch: Any) -> None:
    join(cast, cast.mika)
    closing = ended(cast)
    with later(days=60):
        move_on(closing)
    with later(days=60 + 4 * 366):
        assert move_on(closing) == Phase.KEPT
        monkeypatch.setattr(deleting, "kept_by_rule", dict)
        assert move_on(closing) == Phase.OVER


def test_a_deleted_community_is_deleted_again_after_a_restore(cast: Cast) -> None:
    write(cast)
    with site_scope(cast.kissa.id):
        actions.delete_again(cast.kissa)
    assert set(everything_on(cast)) <= {"accounts.Member"}


def test_what_is_gone_says_so(cast: Cast, visit: Any) -> None:
    closing = ended(cast)
    with later(days=60):
        move_on(closing)
    page = visit(cast.kissa).get("/")
    assert page.status_code == 410
    assert "喫茶こもれび" in page.content.decode()


def test_what_went_back_is_said_in_words(cast: Cast) -> None:
    closing = begin(cast)
    Closing.objects.update(phase=Phase.CLOSED)
    with provider_scope(), refused("no_reason"):
        actions.confirm_return(OFFICER, closing=closing, why=" ")
    with provider_scope():
        assert actions.confirm_return(OFFICER, closing=closing, why="預かりなし").phase == Phase.RETURNED


def test_a_step_is_never_edited(cast: Cast) -> None:
    begin(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosingStep.objects.update(why="")
