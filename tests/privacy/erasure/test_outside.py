"""Somebody else's system, such as an analytics service: it deletes under an id, or nothing is proven (P8.3, c-5)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from unittest import mock

import pytest

from coorum.accounts.models import Person
from coorum.base import systems
from coorum.base.ledger.models import Entry
from coorum.base.letting_go import Kept, LetGo
from coorum.base.personal_data import Subject
from coorum.base.scope import PROVIDER, provider_scope
from coorum.base.systems import System
from coorum.privacy.erasure import queries
from coorum.privacy.erasure.kinds import Result, State
from coorum.privacy.models import Erasure, ErasureManifest
from tests.cast import Cast
from tests.privacy.erasure.conftest import pass_time

Leave = Callable[..., Erasure]
NAME = "outside.analytics"
PURGED = date(2031, 3, 1)


class Service:
    """Takes every wish; whether it says under which id it deletes is up to the test."""

    def __init__(self) -> None:
        self.deletion_id = ""
        self.kept: tuple[Kept, ...] = ()
        self.asked = 0

    def erase(self, _subject: Subject) -> LetGo:
        self.asked += 1
        proof = sha256(self.deletion_id.encode()).hexdigest() if self.deletion_id else ""
        return LetGo(erased=0 if self.kept else 1, kept=self.kept, proof=proof)


@pytest.fixture
def service() -> Iterator[Service]:
    found = Service()
    one = System(NAME, "分析サービス", found.erase, note="次回の消去でなくなります。", is_outside=True)
    with mock.patch.dict(systems._systems, {NAME: one}):
        yield found


def answer(erasure: Erasure) -> Any:
    return erasure.answers.get(system=NAME)


def told(kind: str) -> int:
    with provider_scope():
        return Entry.objects.filter(site_id=PROVIDER, kind=kind).count()


def test_without_a_deletion_id_nothing_is_proven_and_everybody_is_told(
    cast: Cast, canary: Person, leave: Leave, service: Service
) -> None:
    erasure = leave(canary)
    due = erasure.due_at
    pass_time(due)
    erasure.refresh_from_db()
    assert (erasure.state, answer(erasure).result, answer(erasure).fault) == (
        State.ERASING,
        Result.ERROR,
        "NoDeletionId",
    )
    assert not ErasureManifest.objects.filter(erasure=erasure).exists()
    assert told("privacy.erasure.failed") == 1
    with provider_scope():
        (line,) = [one for one in queries.progress(erasure) if one.title == "分析サービス"]
        assert not line.is_done
        assert queries.needs_a_hand(erasure)
    pass_time(due + timedelta(days=400))
    erasure.refresh_from_db()
    assert erasure.state == State.ERASING
    assert service.asked >= 2


def test_once_it_confirms_the_erasure_goes_on(cast: Cast, canary: Person, leave: Leave, service: Service) -> None:
    erasure = leave(canary)
    pass_time(erasure.due_at)
    service.deletion_id = "deletion-4711"
    pass_time(erasure.due_at + timedelta(hours=1))
    erasure.refresh_from_db()
    assert erasure.state == State.RESIDUAL
    document = erasure.manifests.get().document
    assert sha256(b"deletion-4711").hexdigest() in document["shredded"]["commitments_sha256"]
    assert {one["name"]: one["erased"] for one in document["systems"]}[NAME] == 1


def test_what_is_deleted_there_later_is_on_the_residual_list_with_its_day(
    cast: Cast, canary: Person, leave: Leave, service: Service
) -> None:
    """It answered with an id, and empties its servers at its next purge."""
    service.deletion_id, service.kept = "deletion-4711", (Kept(NAME, 1, PURGED),)
    erasure = leave(canary)
    pass_time(erasure.due_at)
    document = erasure.manifests.get().document
    (stays,) = [one for one in document["residual"] if one["rule"] == NAME]
    assert (stays["what"], stays["why"], stays["until"]) == ("分析サービス", "次回の消去でなくなります。", "2031-03-01")
