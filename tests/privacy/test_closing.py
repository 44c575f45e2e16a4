"""The end of an operator's contract (obligations c-6): told in time, nothing provided after it."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coorum.accounts.models import Invitation, Pause, StaffRole
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.notice import joining_notice
from coorum.notices.models import Mailing, ServiceNotice
from coorum.privacy.actions import closing as actions
from coorum.privacy.closing import queries, rules
from coorum.privacy.closing.kinds import Phase, Side, Step
from coorum.privacy.models import Closing, ClosingStep
from coorum.provision import actions as provision
from coorum.provision.models import ProvidedProfile, Provision
from coorum.sites.models import EmbedOrigin
from tests.cast import Cast, refused

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
    with provider_scope():
        return actions.move_on(closing.id)


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
