"""What the room wrote down goes five years after it is over, with all that hangs on it, and not a moment earlier."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.organisation import actions
from coorum.organisation.actions import improving
from coorum.organisation.actions import people as staff
from coorum.organisation.improvement.kinds import Gravity, Source
from coorum.organisation.improvement.kinds import Step as FindingStepKind
from coorum.organisation.kinds import Step
from coorum.organisation.models import (
    Course,
    Device,
    DeviceCheck,
    Finding,
    FindingStep,
    Processor,
    ProcessorPaper,
    ProcessorStep,
    ProcessorVersion,
    RoleSnapshot,
)
from coorum.organisation.people.kinds import DeviceKind
from coorum.sites.models import Ending, Operator, Site
from tests.organisation.conftest import Officers
from tests.periods import let_go

#: The database lets go by its own clock, so what is over was over long ago.
LONG_AGO = datetime(2015, 3, 10, 3, tzinfo=UTC)
JUST_BEFORE = datetime(2020, 3, 10, 3, tzinfo=UTC) - timedelta(seconds=1)
JUST_AFTER = datetime(2020, 3, 10, 3, 0, 2, tzinfo=UTC)


@pytest.fixture
def long_ago(officers: Officers) -> Iterator[None]:
    with clock.held_at(LONG_AGO):
        yield


def goes_after_five_years(rule: str) -> None:
    for moment, gone in ((JUST_BEFORE, 0), (JUST_AFTER, 1), (JUST_AFTER, 0)):
        with clock.held_at(moment):
            assert let_go(rule) == gone, moment


def test_a_processor_goes_with_everything_about_it(
    officers: Officers, long_ago: None, active: Callable[..., Processor]
) -> None:
    one = active(ends_on=date(2015, 3, 10))
    actions.take_step(officers.second, processor=one, step=Step.END, why="契約の満了")
    with clock.held_at(datetime(2020, 3, 11, 3, tzinfo=UTC)):
        assert let_go("organisation.processors") == 1
    for model in (Processor, ProcessorStep, ProcessorVersion, ProcessorPaper):
        assert not model._default_manager.exists()


def test_a_processor_in_use_stays_for_good(
    officers: Officers, long_ago: None, active: Callable[..., Processor]
) -> None:
    active()
    with clock.held_at(LONG_AGO + timedelta(days=4000)):
        assert let_go("organisation.processors") == 0


def test_five_years_run_from_the_last_day_of_the_contract(
    officers: Officers, long_ago: None, active: Callable[..., Processor]
) -> None:
    one = active(ends_on=date(2015, 6, 30))
    actions.take_step(officers.second, processor=one, step=Step.END, why="早めに終えた")
    for moment, gone in ((datetime(2020, 6, 30, 14, tzinfo=UTC), 0), (datetime(2020, 6, 30, 16, tzinfo=UTC), 1)):
        with clock.held_at(moment):
            assert let_go("organisation.processors") == gone


def test_a_device_goes_after_it_was_given_back(officers: Officers, long_ago: None) -> None:
    holder = Person.objects.get(id=officers.first.id)
    device = staff.register_device(
        officers.first, label="ノートPC", kind=DeviceKind.LAPTOP, holder=holder, is_encrypted=True, is_locked=True
    )
    with clock.held_at(LONG_AGO + timedelta(days=4000)):
        assert let_go("organisation.devices") == 0
    staff.give_back(officers.second, device=device, returned_on=LONG_AGO.date(), wiped_on=LONG_AGO.date())
    goes_after_five_years("organisation.devices")
    assert not Device.objects.exists()
    assert not DeviceCheck.objects.exists()


def test_a_course_goes_after_its_end_once_nobody_is_known_to_have_had_it(officers: Officers, long_ago: None) -> None:
    course = staff.make_course(officers.first, title_ja="旧", title_en="Old", duties=["privacy_officer"])
    staff.end_course(officers.first, course=course, why="新しくした")
    goes_after_five_years("organisation.courses")
    assert not Course.objects.exists()


def test_a_finding_goes_after_it_was_mended(officers: Officers, long_ago: None) -> None:
    finding = improving.open_finding(
        officers.first, source=Source.AUDIT, title="鍵", words="かかっていない", gravity=Gravity.SLIGHT
    )
    for officer, step in ((officers.first, FindingStepKind.DO), (officers.second, FindingStepKind.AGREE)):
        improving.work_on_finding(officer, finding=finding, step=step, words="直した")
    goes_after_five_years("organisation.findings")
    assert not Finding.objects.exists()
    assert not FindingStep.objects.exists()


def test_the_monthly_picture_goes_after_five_years(officers: Officers, long_ago: None) -> None:
    staff.snapshot_roles()
    goes_after_five_years("organisation.snapshots")
    assert not RoleSnapshot.objects.exists()


def test_nobody_is_named_any_more_five_years_after_the_last_community_went(officers: Officers) -> None:
    operator = Operator.objects.create(
        legal_name="旧社", address="架空市1", representative="旧 代表", contact_email="old@shop.example"
    )
    sites = [Site.objects.create(slug=f"old-{n}", operator=operator, name="旧") for n in (1, 2)]
    for site, years_later in zip(sites, (0, 1), strict=True):
        gone = LONG_AGO + timedelta(days=366 * years_later)
        Ending.objects.create(community=site, ends_at=gone, deleted_at=gone)
    for moment, count in ((datetime(2021, 3, 10, 2, 59, tzinfo=UTC), 0), (datetime(2021, 3, 11, 4, tzinfo=UTC), 1)):
        with clock.held_at(moment):
            assert let_go("sites.operators") == count
    operator.refresh_from_db()
    assert (operator.representative, operator.contact_email, operator.legal_name) == ("", "", "旧社")
