"""Noting what a member has seen. Called after the page was read; writes only what moved."""

from typing import Any

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.community.models import Board, BoardVisit, PostVisit
from coorum.community.queries import PostPage
from coorum.community.rules import VISIT, new_after

#: A visit is not written down again so soon.
STILL = VISIT / 6


def visit_post(viewer: Viewer, *, page: PostPage) -> None:
    """The member saw `page` of a post. Staff who are no members leave no trace."""
    visit, now = page.visit, clock.now()
    if viewer.member is None or (visit and visit.seen_number >= page.shown and now - visit.seen_at < STILL):
        return
    facts = {
        "new_after": page.post.comment_number if page.new_after is None else page.new_after,
        "seen_number": max(page.shown, visit.seen_number if visit else 0),
        "seen_at": now,
    }
    _store(PostVisit.new(member=viewer.member, post=page.post, **facts), "post", facts)


def visit_board(viewer: Viewer, *, board: Board) -> None:
    """The member saw the list of a board's posts."""
    if viewer.member is None:
        return
    visit, now = BoardVisit.objects.filter(member=viewer.member, board=board).first(), clock.now()
    if visit and now - visit.seen_at < STILL:
        return
    joined = viewer.member.joined_at
    since = new_after(visit.new_after, visit.seen_at, visit.seen_at, now) if visit else joined
    facts = {"new_after": since, "seen_at": now}
    _store(BoardVisit.new(member=viewer.member, board=board, **facts), "board", facts)


@action
def _store(visit: PostVisit | BoardVisit, place: str, facts: dict[str, Any]) -> None:
    type(visit).objects.bulk_create(
        [visit], update_conflicts=True, unique_fields=["site", "member", place], update_fields=[*facts]
    )
