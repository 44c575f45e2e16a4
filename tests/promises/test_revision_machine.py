"""The machine of a revision (obligations c-2), explored whole: every act in every state it can reach, and time besides."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.consent.kinds import ChangeClass
from coorum.consent.models import PolicyVersion
from coorum.promises import actions, revisions
from coorum.promises.kinds import Answer
from coorum.promises.models import Revision
from tests.cast import Cast
from tests.promises.conftest import LATER, PURPOSE
from tests.promises.test_revisions import NO, WHY, draft, officers, states  # noqa: F401  the fixture

pytestmark = pytest.mark.usefixtures("toy_policies")
#: What c-2 says, written down a second time: state -> where it leads.
SAID = {
    "": {"draft"},
    "draft": {"diffed"},
    "diffed": {"classified"},
    "classified": {"announced", "dropped"},
    "announced": {"open", "scheduled", "effective"},
    "scheduled": {"effective"},
    "effective": set(),
    "open": set(),
    "dropped": set(),
}
Act = Callable[[], object]


@dataclass
class Walk:
    """Everything that can be done about one revision, tried in every state it leads to; what is done is taken back."""

    revision: Revision
    acts: dict[str, Act]
    day: datetime | None
    reached: set[tuple[object, ...]] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)

    def explore(self, now: datetime) -> None:
        here = self._standing(now)
        if here in self.reached:
            return
        self.reached.add(here)
        self._check(now)
        for act in self.acts.values():
            self._then(now, act)
        if self.day and now < self.day:
            self._then(self.day - timedelta(microseconds=1), actions.take_effect)
            self._then(self.day, actions.take_effect)

    def _then(self, now: datetime, act: Act) -> None:
        with transaction.atomic():
            with clock.held_at(now):
                try:
                    with transaction.atomic():
                        act()
                except Refused:
                    pass
                self.explore(now)
            transaction.set_rollback(True)

    def _standing(self, now: datetime) -> tuple[object, ...]:
        found = revisions.standing_of(self.revision)
        tested = found.test.is_related if found.test else None
        return (*states(self.revision.id), tested, found.review is not None, bool(self.day and now >= self.day))

    def _check(self, now: datetime) -> None:
        """What must be so in every state."""
        found, path = revisions.standing_of(self.revision), states(self.revision.id)
        for before, after in zip(["", *path], path, strict=False):
            assert after in SAID[before], path
        self.ends.add(path[-1])
        version = PolicyVersion.objects.filter(id=self.revision.id).first()
        assert (version is not None) == ("announced" in path)
        if version is None:
            return
        assert not found.wants_test
        assert found.review is not None or found.change_class in (ChangeClass.N0, ChangeClass.N1)
        assert version.effective_at is None or version.effective_at >= version.announced_at
        assert path[-1] != "effective" or version.effective_at is None or version.effective_at <= now
        unrelated = found.test is not None and not found.test.is_related
        assert (path[-1] == "open") == (found.change_class is ChangeClass.C)
        assert not unrelated or path[-1] == "open"


def walk(
    officers: tuple[Party, Party],  # noqa: F811
    change: ChangeClass,
    text: str = LATER,
    day: datetime | None = None,
) -> Walk:
    officer, second = officers
    revision = draft(officer, text, change, **({"effective_at": day} if day else {}))
    yes = {**NO, 1: Answer.YES}
    one = revision.id
    acts: dict[str, Act] = {
        "drop": lambda: actions.drop_revision(officer, revision_id=one),
        "related": lambda: actions.answer_relation_test(officer, revision_id=one, answers=NO, reason=WHY),
        "unrelated": lambda: actions.answer_relation_test(officer, revision_id=one, answers=yes, reason=WHY),
        "approve": lambda: actions.approve_revision(second, revision_id=one),
        "approve one's own": lambda: actions.approve_revision(officer, revision_id=one),
        "waive": lambda: actions.waive_review(officer, revision_id=one, reason="ひとりなので"),
        "draft another": lambda: draft(officer, text, change),
    }
    found = Walk(revision, acts, day)
    found.explore(clock.now())
    return found


def test_a_related_purpose_is_explored_whole(officers: tuple[Party, Party], at_the_desk: Cast) -> None:  # noqa: F811
    found = walk(officers, ChangeClass.N2, PURPOSE)
    assert found.ends == {"classified", "dropped", "effective", "open"}
    assert len(found.reached) >= 6


def test_what_needs_consent_is_explored_whole(officers: tuple[Party, Party], at_the_desk: Cast) -> None:  # noqa: F811
    found = walk(officers, ChangeClass.C)
    assert found.ends == {"classified", "dropped", "open"}


def test_what_is_announced_beforehand_is_explored_whole(
    officers: tuple[Party, Party],  # noqa: F811
    at_the_desk: Cast,
) -> None:
    """One moment before its day it waits, and on the day it holds."""
    found = walk(officers, ChangeClass.N3, day=clock.now() + timedelta(days=31))
    assert {"dropped", "scheduled", "effective"} <= found.ends
    before_its_day = {one[:-1] for one in found.reached if not one[-1]}
    assert not any("effective" in one for one in before_its_day)
