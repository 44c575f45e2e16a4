"""Deadlines that no other test stands beside: one moment before each, and one after (tests/deadlines.toml lists them all)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts.models import Invitation
from coorum.accounts.queries import open_invitations, viewer_on_site
from coorum.accounts.roles import DESK_TERM, desk_term_end
from coorum.base import clock, mail_codes
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope, site_scope
from coorum.consent import campaign
from coorum.consent.campaign import Ask
from coorum.consent.kinds import ChangeClass
from coorum.consent.models import PolicyVersion
from coorum.enquiries import rules as enquiries
from coorum.notices import rules as notices
from coorum.organisation.improvement import rules as findings
from coorum.organisation.improvement.kinds import Gravity
from coorum.organisation.improvement.queries import open_findings
from coorum.organisation.models import Finding
from coorum.privacy import agency
from coorum.privacy.actions import retention
from coorum.privacy.closing import rules as closing
from coorum.privacy.erasure import queries as erasures
from coorum.privacy.erasure import rules as erasing
from coorum.privacy.kinds import AgentKind
from coorum.privacy.models import Erasure, MailCode
from coorum.privacy.retention.kinds import HoldGround
from coorum.provision import queries as provision
from coorum.provision.actions.tasks import DAYS
from coorum.provision.models import OperatorTask
from tests.cast import Cast, refused
from tests.rows import make

#: A minute before midnight in Japan.
NOW = datetime(2026, 11, 2, 14, 59, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def is_refused(act: Any, *args: Any, **kwargs: Any) -> bool:
    try:
        act(*args, **kwargs)
    except Refused:
        return True
    return False


@pytest.mark.parametrize(("late", "works"), [(timedelta(0), True), (MOMENT, False)])
def test_a_mailed_code_works_through_its_half_hour(cast: Cast, *, late: timedelta, works: bool) -> None:
    with provider_scope():
        with clock.held_at(NOW):
            row = make(cast, MailCode)
            row = MailCode(id=new_id(), request=row.request)
            code = mail_codes.draw(row)
        with clock.held_at(NOW + mail_codes.LIFE + late):
            assert mail_codes.use(MailCode.objects.filter(id=row.id), code) is works


def test_an_invitation_holds_for_fourteen_days(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        with clock.held_at(NOW):
            accounts.invite(viewer_on_site(cast.owen), email="new@people.example")
        made = Invitation.objects.get()
        assert made.expires_at == NOW + timedelta(days=14)
        for moment, is_open in ((made.expires_at - MOMENT, True), (made.expires_at, False)):
            with clock.held_at(moment):
                assert open_invitations().exists() is is_open


def test_a_term_at_the_desk_ends_after_a_year() -> None:
    with clock.held_at(NOW):
        assert desk_term_end() == NOW + DESK_TERM == NOW + timedelta(days=365)


def test_the_person_can_say_no_to_an_agent_for_forty_eight_hours() -> None:
    assert agency.waits_until(AgentKind.MANDATED, NOW) == NOW + timedelta(hours=48)
    assert agency.waits_until(AgentKind.PARENT, NOW) == NOW


def test_a_hold_is_looked_at_again_within_a_year(cast: Cast) -> None:
    today = datetime(2026, 11, 2).date()  # noqa: DTZ001
    officer = Party("officer", cast.desk.id, cast.desk.ledger_ref)
    facts = {"ground": HoldGround.LAWSUIT, "why": "訴状", "dataset": "base.letters"}
    with clock.held_at(NOW), provider_scope():
        for days, wrong in ((0, True), (1, False), (366, False), (367, True)):
            day = today + timedelta(days=days)
            assert is_refused(retention.place_hold, officer, review_on=day, **facts) is wrong, days


def test_members_are_told_thirty_days_before_the_end_to_the_moment() -> None:
    closing.ensure_last_day(NOW + closing.NOTICE_TIME, NOW)
    with refused("too_soon"):
        closing.ensure_last_day(NOW + closing.NOTICE_TIME - MOMENT, NOW)
    assert timedelta(days=30) == closing.NOTICE_TIME == closing.EXPORT_TIME == closing.DELETE_WITHIN


def test_who_says_nothing_for_ninety_days_is_not_reminded_any_more() -> None:
    ask = Ask(PolicyVersion(announced_at=NOW), None, None)
    for late, state in ((timedelta(0), "pending"), (MOMENT, "lapsed")):
        with clock.held_at(NOW + timedelta(days=90) + late):
            assert ask.state == state


def test_an_announcement_is_shown_for_thirty_days(cast: Cast) -> None:
    make(
        cast,
        PolicyVersion,
        announced_at=NOW,
        effective_at=NOW,
        change_class=ChangeClass.N1,
        kind="provider_policy",
        community_id=None,
    )
    cast.hana.created_at = NOW - timedelta(days=1)
    for late, count in ((-MOMENT, 1), (timedelta(0), 0)):
        with clock.held_at(NOW + campaign.SHOWN_FOR + late):
            assert len(campaign.news_for(cast.hana)) == count


def test_an_operator_has_a_fortnight_to_correct_or_erase(cast: Cast) -> None:
    """Through the last day, midnight in Japan."""
    assert DAYS == 14
    with site_scope(cast.kissa.id):
        make(cast, OperatorTask, due_on=NOW.date())
        for moment, late in ((NOW, 0), (NOW + timedelta(minutes=1) - MOMENT, 0), (NOW + timedelta(minutes=1), 1)):
            with clock.held_at(moment):
                assert len(provision.overdue_tasks()) == late


def test_an_interruption_of_yesterday_is_told_of_no_more() -> None:
    for early, wrong in ((timedelta(0), False), (MOMENT, True)):
        begins = NOW - notices.LATE - early
        assert is_refused(notices.ensure_times, begins_at=begins, ends_at=None, now=NOW) is wrong


def test_an_erasure_that_is_not_done_in_a_day_needs_a_hand(cast: Cast) -> None:
    with provider_scope():
        one = make(cast, Erasure, state="erasing", begun_at=NOW)
        for late, wants in ((timedelta(0), False), (MOMENT, True)):
            with clock.held_at(NOW + erasing.PATIENCE + late):
                assert erasures.needs_a_hand(one) is wants


def test_a_finding_may_be_nobodys_for_a_week(cast: Cast) -> None:
    with provider_scope():
        make(cast, Finding, title="鍵", opened_at=NOW, due_on=NOW.date(), source="audit", promise="")
        for days, is_nobodys in ((7, False), (8, True)):
            with clock.held_at(NOW + timedelta(days=days)):
                assert open_findings()[0].is_nobodys is is_nobodys
    assert [findings.WITHIN[one].days for one in Gravity] == [7, 30, 90]


def test_a_moment_that_a_mail_claims_is_held_within_ninety_days() -> None:
    oldest = NOW - timedelta(days=90)
    assert enquiries.arrival(oldest + MOMENT, NOW) == oldest + MOMENT
    assert enquiries.arrival(oldest - MOMENT, NOW) == oldest
    assert enquiries.arrival(NOW + MOMENT, NOW) == NOW
