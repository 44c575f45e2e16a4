"""Opening, changing, ordering, closing and removing boards: staff only."""

from collections.abc import Sequence
from uuid import UUID

from django.core.validators import slug_re
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Event, publish
from coorum.base.ids import new_id
from coorum.base.once import insert_once, made_once
from coorum.base.text import clean_line, clean_text
from coorum.community import events, rules
from coorum.community.actions.words import in_field, subject
from coorum.community.models import (
    Audience,
    BestAnswer,
    Board,
    BoardClosure,
    BoardKind,
    BoardRemoval,
    IdeaDecision,
    IdeaMerge,
    Post,
    QuestionClosure,
)
from coorum.community.queries.counters import true_state


@action
def open_board(
    staff: Viewer,
    *,
    name: str,
    slug: str,
    kind: str = BoardKind.TALK,
    description: str = "",
    readers: str = Audience.EVERYONE,
    writers: str = Audience.MEMBERS,
    template: str = "",
    key: UUID | None = None,
) -> Board:
    """Open a board, below the others; the same `key` again answers the same board. Announcements are written by staff.

    Raises `Refused`: `not_staff`; `slug_taken`, `slug_invalid` (field `slug`); `empty`, `text_…`, `invalid` with their field.
    """
    rules.ensure_staff(staff)
    last = Board.objects.aggregate(last=Max("position"))["last"]
    board = Board.new(
        id=key or new_id(),
        slug=_slug(slug),
        position=0 if last is None else last + 1,
        opened_at=clock.now(),
        **_facts(name, kind, description, readers, writers, template),
    )
    made = made_once(board, "slug")
    if made is None:
        raise _taken()
    if made is board:
        _tell(staff, events.BOARD_OPENED, board)
    return made


@action
def change_board(
    staff: Viewer,
    *,
    board: Board,
    name: str,
    slug: str,
    kind: str,
    description: str,
    readers: str,
    writers: str,
    template: str,
) -> Board:
    """Change what a board is called and who may use it. Raises as `open_board` does, and `has_outcomes` (field `kind`) where

    solved or closed questions, or decided ideas, would become something else.
    """
    rules.ensure_staff(staff)
    facts = {"slug": _slug(slug), **_facts(name, kind, description, readers, writers, template)}
    if Board.objects.filter(slug=facts["slug"]).exclude(id=board.id).exists():
        raise _taken()
    first_state = board.first_state
    if first_state and kind != board.kind and _has_outcomes(board):
        raise rules.has_outcomes()
    Board.objects.filter(id=board.id).update(**facts)
    for field, value in facts.items():
        setattr(board, field, value)
    if first_state != board.first_state:
        Post.objects.filter(board=board).update(state=true_state())
    publish(events.BOARD_CHANGED, actor=staff.party, subject=subject("board", board.id))
    return board


@action
def order_boards(staff: Viewer, *, ids: Sequence[UUID]) -> None:
    """Put the boards in this order; boards that are not named follow, as they stood."""
    rules.ensure_staff(staff)
    boards = list(Board.objects.select_for_update().order_by("id"))
    place = {id_: number for number, id_ in enumerate(ids)}
    boards.sort(key=lambda board: (place.get(board.id, len(place)), board.position, board.id))
    for number, board in enumerate(boards):
        board.position = number
    Board.objects.bulk_update(boards, ["position"])
    publish(events.BOARDS_ORDERED, actor=staff.party)


@action
def close_board(staff: Viewer, *, board: Board) -> None:
    """Take no more posts and comments; what stands there can be read. Again does nothing."""
    rules.ensure_staff(staff)
    closure = BoardClosure.new(board=board, closed_by=staff.person.id, closed_at=clock.now())
    if insert_once(closure):
        _tell(staff, events.BOARD_CLOSED, board)


@action
def reopen_board(staff: Viewer, *, board: Board) -> None:
    """Undo `close_board`."""
    rules.ensure_staff(staff)
    if BoardClosure.objects.filter(board=board).delete()[0]:
        _tell(staff, events.BOARD_REOPENED, board)


@action
def remove_board(staff: Viewer, *, board: Board) -> None:
    """Take a board away with all that stands there; `restore_board` brings it back. Again does nothing."""
    rules.ensure_staff(staff)
    removal = BoardRemoval.new(board=board, removed_by=staff.person.id, removed_at=clock.now())
    if insert_once(removal):
        _tell(staff, events.BOARD_REMOVED, board)


@action
def restore_board(staff: Viewer, *, board: Board) -> None:
    """Undo `remove_board`."""
    rules.ensure_staff(staff)
    if BoardRemoval.objects.filter(board=board).delete()[0]:
        _tell(staff, events.BOARD_RESTORED, board)


def ensure_takes_words(board: Board) -> None:
    """Ask the database how the board stands now. Raises `Refused`: `gone`, `closed`."""
    now = Board.objects.filter(id=board.id).values_list("removals__removed_at", "closures__closed_at").first()
    if now is None or now[0]:
        raise rules.board_gone()
    if now[1]:
        raise rules.board_closed()


def _has_outcomes(board: Board) -> bool:
    outcomes = BestAnswer, QuestionClosure, IdeaDecision, IdeaMerge
    return any(rows.objects.filter(post__board=board).exists() for rows in outcomes)


def _facts(name: str, kind: str, description: str, readers: str, writers: str, template: str) -> dict[str, str]:
    if kind not in BoardKind or readers not in Audience or writers not in (Audience.MEMBERS, Audience.STAFF):
        raise Refused("invalid", _("Please choose one of the given answers."))
    title = in_field("name", clean_line, name, rules.BOARD_NAME)
    if not title:
        raise Refused("empty", _("Please give the board a name."), field="name")
    return {
        "name": title,
        "kind": kind,
        "description": in_field("description", clean_line, description, rules.BOARD_DESCRIPTION),
        "readers": readers,
        "writers": Audience.STAFF if kind == BoardKind.ANNOUNCEMENT else writers,
        "template": in_field("template", clean_text, template, rules.BOARD_TEMPLATE),
    }


def _slug(slug: str) -> str:
    if not (slug_re.match(slug) and slug == slug.lower() and len(slug) <= 40):
        raise Refused(
            "slug_invalid",
            _("Please use up to 40 small letters, digits and hyphens."),
            field="slug",
        )
    return slug


def _taken() -> Refused:
    return Refused("slug_taken", _("Another board has this address already."), field="slug")


def _tell(staff: Viewer, event: Event, board: Board) -> None:
    publish(event, actor=staff.party, subject=subject("board", board.id))
