"""Reads about boards."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.compiled import compiled
from coorum.community.models import Audience, Board, BoardVisit, Post
from coorum.community.rules import audiences_of, is_writer, new_after


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board in a list. `latest_at` is its last activity; `is_new`: something was posted since the viewer's last visit."""

    id: UUID
    slug: str
    name: str
    description: str
    kind: str
    is_public: bool
    is_closed: bool
    may_write: bool
    post_count: int
    latest_at: datetime | None
    is_new: bool


def boards_readable_by(viewer: Viewer | None) -> QuerySet[Board]:
    """Boards the viewer may read, in order, with `closed_at` (None while open). Removed ones are not there."""
    return _open_to(tuple(audiences_of(viewer)))


def _open_to(audiences: tuple[str, ...]) -> QuerySet[Board]:
    rows = Board.objects.filter(readers__in=audiences, removals__board__isnull=True)
    return rows.annotate(closed_at=F("closures__closed_at")).order_by("position", "id")


def boards_for_staff() -> QuerySet[Board]:
    """Every board, in order, with `closed_at` and `removed_at`."""
    rows = Board.objects.annotate(closed_at=F("closures__closed_at"), removed_at=F("removals__removed_at"))
    return rows.order_by("position", "id")


def board_named(viewer: Viewer | None, slug: str) -> Board | None:
    """The board with this slug that the viewer may read, with `closed_at`, or None."""
    return next(iter(_named(slug, audiences=tuple(audiences_of(viewer)))), None)


@compiled
def _named(slug: str, *, audiences: tuple[str, ...]) -> QuerySet[Board]:
    return _open_to(audiences).filter(slug=slug)


def board_for_words(slug: str) -> Board | None:
    """The board with this slug, closed or removed ones too: whether it takes words is the action's question."""
    return Board.objects.filter(slug=slug).first()


def may_write(viewer: Viewer | None, board: Board) -> bool:
    """Whether the viewer may start a post on this board (from `board_named`)."""
    return not board.closed_at and is_writer(viewer, board)  # type: ignore[attr-defined]  # a column the query adds


def boards_to_write_on(viewer: Viewer) -> list[Board]:
    """The boards on which the viewer may start a post."""
    return [board for board in boards_readable_by(viewer) if may_write(viewer, board)]


def board_list(viewer: Viewer | None) -> list[BoardRow]:
    """The boards the viewer may read, open ones first, with counts. Two queries for a member, one for a guest."""
    rows = _with_counts(audiences=tuple(audiences_of(viewer)))
    seen = visits_to_boards(viewer)
    found = [_row(viewer, board, seen) for board in rows]
    return sorted(found, key=lambda row: row.is_closed)


@compiled
def _with_counts(*, audiences: tuple[str, ...]) -> QuerySet[Board]:
    return _open_to(audiences).annotate(
        post_count=Coalesce(Subquery(_counted()), 0, output_field=IntegerField()),
        latest_at=Subquery(_standing().order_by("-last_activity_at").values("last_activity_at")[:1]),
    )


def visits_to_boards(viewer: Viewer | None) -> dict[UUID, datetime]:
    """By board id: what is later than this is new to the viewer. Empty for guests; one query for members."""
    if viewer is None or viewer.member is None:
        return {}
    visits, now = _visits(viewer.member.id), clock.now()
    return {visit.board_id: new_after(visit.new_after, visit.seen_at, visit.seen_at, now) for visit in visits}


@compiled
def _visits(member_id: UUID) -> QuerySet[BoardVisit]:
    return BoardVisit.objects.filter(member=member_id)


def _standing() -> QuerySet[Post]:
    return Post.objects.filter(board=OuterRef("id"), removals__post__isnull=True)


def _counted() -> QuerySet[Post]:
    return _standing().order_by().values("board").annotate(n=Count("id")).values("n")  # type: ignore[return-value]  # a column the query adds


def _row(viewer: Viewer | None, board: Board, seen: dict[UUID, datetime]) -> BoardRow:
    closed, latest = bool(board.closed_at), board.latest_at  # type: ignore[attr-defined]  # a column the query adds
    joined = viewer.member.joined_at if viewer and viewer.member else None
    since = seen.get(board.id, joined)
    return BoardRow(
        board.id,
        board.slug,
        board.name,
        board.description,
        board.kind,
        board.readers == Audience.EVERYONE,
        closed,
        may_write(viewer, board),
        board.post_count,  # type: ignore[attr-defined]  # a column the query adds
        latest,
        bool(since and latest and latest > since),
    )
