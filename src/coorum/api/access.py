"""Every "find by id for this caller, or 404" of this door."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as accounts
from coorum.api.problems import Problem
from coorum.community import queries as community
from coorum.inviting import queries as inviting

if TYPE_CHECKING:
    from coorum.accounts.models import Invitation
    from coorum.community.models import Board, Comment, Post
    from coorum.inviting.models import Batch


def board_row(board_id: UUID) -> dict[str, Any]:
    return community.board_row(board_id) or _missing()


def post_row(post_id: UUID) -> dict[str, Any]:
    return community.post_row(post_id) or _missing()


def comment_row(comment_id: UUID) -> dict[str, Any]:
    return community.comment_row(comment_id) or _missing()


def board(board_id: UUID) -> "Board":
    """A board that stands, locked: what is compared with `If-Match` is what is changed."""
    rows = community.boards_for_staff().filter(removals__board__isnull=True)
    return rows.select_for_update(of=("self",)).filter(id=board_id).first() or _missing()


def post(post_id: UUID) -> "Post":
    """A post that stands, for changing; whether the caller may is the action's question."""
    return community.post_for_words(post_id) if community.post_row(post_id) else _missing()  # type: ignore[return-value]


def comment(comment_id: UUID) -> "Comment":
    """A comment that stands, for changing."""
    return community.comment_for_words(comment_id) if community.comment_row(comment_id) else _missing()  # type: ignore[return-value]


def invitation_list(list_id: UUID) -> "Batch":
    """A list of people to invite."""
    return inviting.batch_with(list_id) or _missing()


def invitation(invitation_id: UUID) -> "Invitation":
    """An invitation of a member that waits; those of staff are not this door's."""
    return accounts.open_invitations().filter(id=invitation_id, role="").first() or _missing()


def _missing() -> Any:
    raise Problem(404, "not_found", _("This is not here any more."))
