"""Something that Hana wrote on Kissa, and the people around it: Taro reports, Owen and Mika moderate."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from coorum.accounts.models import Member, Role, StaffRole
from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base import clock, links
from coorum.base.outbox import Letter
from coorum.base.scope import current
from coorum.community.models import Post
from coorum.moderation import actions, subjects
from coorum.moderation.kinds import Kind
from coorum.moderation.models import Case, Report
from coorum.moderation.subjects import Matter
from tests.cast import Cast

JAPAN = ZoneInfo("Asia/Tokyo")


@pytest.fixture(autouse=True)
def _ways() -> None:
    """Letters name pages of the doors."""
    for kind in ("post", "comment", "own_report", "guest_report", "report_about_me", "console_report", "desk_reports"):
        links._builders.setdefault(kind, lambda one, kind=kind: f"/{kind}/{one}/")


@pytest.fixture
def mika(cast: Cast, on_kissa: UUID) -> Viewer:
    """Another moderator."""
    StaffRole.new(person=cast.mika, role=Role.MODERATOR, granted_at=clock.now()).save()
    return viewer_on_site(cast.mika)


@pytest.fixture
def matter(post: Post) -> Matter:
    found = subjects.find("post", post.id)
    assert found
    return found


@pytest.fixture
def claim(taro: Viewer, matter: Matter) -> Callable[..., Case]:
    """`claim(kind)`: Taro reports the post."""

    def file(kind: Kind = Kind.RIGHTS, words: str = "この写真は私が撮ったものです。", by: Viewer | None = None) -> Case:
        return actions.report(by or taro, matter=matter, kind=kind, words=words).case

    return file


def reported(matter: Matter, kind: Kind, address: str = "guest@people.example") -> Report:
    """A guest reports."""
    return actions.report(None, matter=matter, kind=kind, words="困っています。", address=address)


def japan(day: int, hour: int = 10, minute: int = 0, *, month: int = 6) -> datetime:
    """A moment of the year 2026 in Japan."""
    return datetime(2026, month, day, hour, minute, tzinfo=JAPAN)


def letters(kind: str) -> list[Letter]:
    """What waits in the outbox."""
    return list(Letter.objects.filter(kind=kind).order_by("written_at"))


def told() -> list[str]:
    """The evidence gathered so far, by name."""
    return [one.event.name for one in current().unit.evidence]  # type: ignore[attr-defined]


def is_seen(post: Post) -> bool:
    """Whether anybody sees the post."""
    from coorum.community import queries

    return queries.posts_visible_to(None).filter(id=post.id).exists()


def member_of(viewer: Viewer) -> Member:
    assert viewer.member
    return viewer.member
