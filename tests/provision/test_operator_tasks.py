"""What operators must do with what they received: corrections and erasures told, confirmed, reminded; their own records."""

import csv
import io
import json
from datetime import timedelta
from hashlib import sha256
from typing import Any
from zipfile import ZipFile

import pytest

from coorum.accounts import queries as people
from coorum.accounts.models import Member
from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import joining_notice
from coorum.consent.signatures import opened
from coorum.provision import actions, queries
from coorum.provision.models import OperatorTask
from tests.cast import Cast, refused


@pytest.fixture
def mika_joined(cast: Cast) -> Cast:
    """Mika is a member of kissa, and her data is provided to its operator."""
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        actions.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=False)
    return cast


@pytest.fixture
def staff(mika_joined: Cast) -> Any:
    """The owner of the site on which Mika is a member."""
    with site_scope(mika_joined.kissa.id):
        yield people.Viewer(mika_joined.owen, role="owner")


def member(cast: Cast) -> Member:
    found = people.member_of_person_id(cast.mika.id)
    assert found is not None
    return found


def withdraw(cast: Cast) -> None:
    consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="test")


def test_whoever_took_data_along_is_asked_to_erase_it_once_consent_is_withdrawn(mika_joined: Cast, staff: Any) -> None:
    actions.export_members(staff)
    withdraw(mika_joined)
    task = OperatorTask.objects.get()
    assert (task.kind, task.done_at) == ("erase", None)
    letter = Letter.objects.filter(kind="operator_task").latest("written_at")
    assert mika_joined.mika.email not in letter.text
    assert "/console/received/" in letter.text


def test_whoever_took_nothing_along_is_not_asked(mika_joined: Cast, staff: Any) -> None:
    actions.list_members(staff)
    withdraw(mika_joined)
    assert not OperatorTask.objects.exists()


def test_an_operator_is_told_of_a_correction_of_what_it_has(mika_joined: Cast, staff: Any) -> None:
    assert actions.tell_of_correction(member(mika_joined), items=["bio"]) is None
    task = actions.tell_of_correction(member(mika_joined), items=["display_name", "bio"])
    assert task is not None
    assert task.items == ["display_name"]
    withdraw(mika_joined)
    assert actions.tell_of_correction(member(mika_joined), items=["display_name"]) is None


def test_the_staff_confirm_that_it_is_done_and_are_reminded_once(mika_joined: Cast, staff: Any) -> None:
    task = actions.tell_of_correction(member(mika_joined), items=["email"])
    assert task is not None
    assert actions.remind_of_tasks() == 0
    with clock.held_at(clock.now() + timedelta(days=8)):
        assert [actions.remind_of_tasks(), actions.remind_of_tasks()] == [1, 0]
    for _twice in range(2):
        actions.confirm_task(staff, task_id=task.id)
    assert not queries.operator_tasks().filter(done_at=None)


def test_the_records_say_what_the_law_asks_and_their_list_is_signed(mika_joined: Cast, staff: Any) -> None:
    package = actions.download_receipts(staff)
    with ZipFile(io.BytesIO(package.content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    told = json.loads(files["records.json"])
    for party in ("provider", "recipient"):
        assert all(told[party][name] for name in ("legal_name", "address", "representative"))
    assert told["obtained"]
    (record,) = [one for one in told["records"] if one["who"]][:1]
    assert record["items"]
    assert record["first_day"] <= record["last_day"]
    assert len(list(csv.reader(io.StringIO(files["records.csv"])))) == package.count + 1
    manifest = opened(files["manifest.jws"])
    assert manifest is not None
    for name, expected in manifest["sha256"].items():
        assert sha256(files[name].encode()).hexdigest() == expected


def test_members_and_moderators_take_no_records_home(mika_joined: Cast, staff: Any) -> None:
    nobody = people.Viewer(mika_joined.mika, member(mika_joined))
    with refused("role"):
        actions.download_receipts(nobody)
