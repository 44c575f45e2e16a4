"""One's own data, at any time, without a case and a fee."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from coorum.base import clock, files
from coorum.base.scope import PROVIDER
from coorum.privacy import actions
from coorum.privacy.actions import retention
from coorum.privacy.models import OwnCopy
from tests.cast import Cast, refused
from tests.provision.test_joining import join


@pytest.fixture
def copy(desk_scope: Cast) -> OwnCopy:
    join(desk_scope.mika, desk_scope.kissa)
    made = actions.ask_for_copy(desk_scope.mika, language="ja")
    actions.make_copy(made.id)
    made.refresh_from_db()
    return made


def test_it_holds_what_the_rooms_hold(desk_scope: Cast, copy: OwnCopy) -> None:
    archive = ZipFile(BytesIO(actions.fetch_copy(desk_scope.mika, copy=copy)))
    data = json.loads(archive.read("my-data.json"))
    told = {part["dataset"] for part in data["parts"]}
    assert {"accounts.persons", "accounts.members", "consent.consents", "provision.records"} <= told
    page = archive.read("my-data.html").decode()
    assert desk_scope.mika.email in page
    assert desk_scope.mika.password not in page + archive.read("my-data.json").decode()


def test_it_is_sealed_and_goes_after_a_day(desk_scope: Cast, copy: OwnCopy) -> None:
    assert desk_scope.mika.email.encode() not in files.read(PROVIDER, copy.file)
    with clock.held_at(clock.now() + timedelta(days=1, seconds=1)):
        run = retention.begin_run(is_full=False)
        while retention.go_on(run.id):
            pass
    assert not OwnCopy.objects.exists()
    with pytest.raises(files.Missing):
        files.read(PROVIDER, copy.file)


def test_nobody_fetches_anothers(desk_scope: Cast, copy: OwnCopy) -> None:
    with refused("expired"):
        actions.fetch_copy(desk_scope.hana, copy=copy)


def test_three_in_an_hour_are_enough(desk_scope: Cast) -> None:
    for _each in range(3):
        actions.ask_for_copy(desk_scope.hana, language="ja")
    with refused("too_many"):
        actions.ask_for_copy(desk_scope.hana, language="ja")


def test_a_room_that_fails_spoils_it_all(desk_scope: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_all: object) -> None:
        raise LookupError

    monkeypatch.setattr("coorum.privacy.own_copies.rows_of", broken)
    made = actions.ask_for_copy(desk_scope.hana, language="ja")
    actions.make_copy(made.id)
    made.refresh_from_db()
    assert (made.file, made.fault) == ("", "LookupError")
