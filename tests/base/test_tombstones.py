"""What was let go of stays let go of, also where an older backup comes back."""

from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from coorum.accounts import queries as people
from coorum.accounts.models import Departure, Member, Pause
from coorum.base import tombstones
from coorum.base.scope import site_scope
from coorum.base.tombstones import Tombstone
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.consent.models import ConsentKind
from coorum.consent.notice import joining_notice
from coorum.provision import actions as provision
from tests.cast import Cast
from tests.provision.test_joining import join


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.COORUM_TOMBSTONES = tmp_path / "tombstones"
    return settings.COORUM_TOMBSTONES


def lines(folder: Path) -> str:
    return "".join(path.read_text() for path in folder.glob("*.jsonl"))


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_leaving_writes_ids_outside_the_database(cast: Cast, folder: Path, after_commit: Any) -> None:
    join(cast.mika, cast.kissa)
    with after_commit(), site_scope(cast.kissa.id):
        provision.leave_site(people.viewer_on_site(cast.mika), keep_posts=False)
    written = lines(folder)
    assert "provision.member.left" in written
    assert "consent.consent.withdrawn" in written
    assert cast.mika.email not in written
    assert folder.stat().st_mode & 0o077 == 0


def leave_and_fail(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        provision.leave_site(people.viewer_on_site(cast.mika), keep_posts=False)
        raise RuntimeError


def test_what_is_undone_leaves_no_stone(cast: Cast, folder: Path, after_commit: Any) -> None:
    join(cast.mika, cast.kissa)
    with suppress(RuntimeError), after_commit():
        leave_and_fail(cast)
    assert lines(folder) == ""


class Restored:
    """A moment to which the rows go back, as a restore does it; the folder of tombstones stays as it is."""

    def __enter__(self) -> None:
        self.savepoint = transaction.savepoint_create()

    def __exit__(self, *_: object) -> None:
        transaction.savepoint_rollback(self.savepoint)


def test_who_left_after_the_backup_has_left_after_the_restore(cast: Cast, after_commit: Any) -> None:
    join(cast.mika, cast.kissa)
    member = cast.member(cast.mika, cast.kissa)
    with Restored(), after_commit(), site_scope(cast.kissa.id):
        provision.leave_site(people.viewer_on_site(cast.mika), keep_posts=True)
    with site_scope(cast.kissa.id):
        assert people.member_by_id(member.id) is not None
    assert tombstones.replay() == 2
    with site_scope(cast.kissa.id):
        assert people.member_by_id(member.id) is None
        assert Departure.objects.get().kept_posts
        assert Member.objects.get(id=member.id).display_name == "—"


def test_a_consent_withdrawn_after_the_backup_is_withdrawn_after_the_restore(cast: Cast, after_commit: Any) -> None:
    join(cast.mika, cast.kissa)
    with Restored(), after_commit(), site_scope(cast.kissa.id):
        consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="test")
    tombstones.replay()
    with site_scope(cast.kissa.id):
        assert consents.kinds_in_force(cast.mika.id) == []
        assert Pause.objects.filter(member__person=cast.mika).exists()


def test_a_second_replay_finds_nothing_to_do(cast: Cast, folder: Path, after_commit: Any) -> None:
    join(cast.mika, cast.kissa)
    with Restored(), after_commit(), site_scope(cast.kissa.id):
        provision.leave_site(people.viewer_on_site(cast.mika), keep_posts=True)
    before = lines(folder)
    assert (tombstones.replay(), tombstones.replay()) == (2, 0)
    assert lines(folder) == before


def test_a_consent_withdrawn_and_given_again_before_the_backup_stands(cast: Cast, after_commit: Any) -> None:
    join(cast.mika, cast.kissa)
    with after_commit(), site_scope(cast.kissa.id):
        consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="test")
    with site_scope(cast.kissa.id):
        notice = joining_notice(cast.kissa, "ja")
        consent.give_consent(cast.mika, kind=ConsentKind.PROVISION, notice=notice, by="test")
    assert tombstones.replay() == 0
    with site_scope(cast.kissa.id):
        assert consents.kinds_in_force(cast.mika.id) == [ConsentKind.PROVISION]


def test_the_worker_writes_what_a_dead_process_could_not(cast: Cast, folder: Path) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id):
        consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="test")  # nothing is committed in this test
    assert lines(folder) == ""
    assert (tombstones.write_missing(), tombstones.write_missing()) == (1, 0)
    assert str(cast.mika.id) in lines(folder)


def test_a_line_cut_short_is_written_again(cast: Cast, folder: Path) -> None:
    with site_scope(cast.kissa.id):
        tombstones.bury("provision.member.left", uuid4(), keep_posts=True)
    tombstones.write_missing()
    (file,) = folder.glob("*.jsonl")
    file.write_bytes(file.read_bytes()[:-20])
    assert tombstones.write_missing() == 1


def test_what_nobody_knows_how_to_replay_stops_the_restore(cast: Cast, folder: Path) -> None:
    with pytest.raises(tombstones.Unknown):
        tombstones.bury("unheard.of", uuid4())
    folder.mkdir()
    stone = Tombstone(kind="unheard.of", site_id=UUID(int=0), subject=uuid4(), buried_at=tombstones.clock.now())
    (folder / "2026-01.jsonl").write_text(stone.line())
    with pytest.raises(tombstones.Unknown):
        tombstones.replay()


def test_no_stone_is_ever_moved(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        tombstones.bury("provision.member.left", uuid4(), keep_posts=True)
    for statement in ("UPDATE tombstone SET kind = 'x'", "DELETE FROM tombstone", "TRUNCATE tombstone"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
