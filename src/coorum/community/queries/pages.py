"""What the large pages show, whole: a post with its comments, and the community's first page."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.db.models import Count

from coorum.accounts.queries import Viewer
from coorum.base import clock, scope
from coorum.base.pictures.view import PictureView
from coorum.community import rules
from coorum.community.kinds import TALKING, BoardKind, IdeaState, QuestionState
from coorum.community.models import Comment, Post
from coorum.community.queries import comments as talk
from coorum.community.queries.boards import BoardRow, board_list
from coorum.community.queries.comments import BestView, CommentView, Thread
from coorum.community.queries.ideas import IdeaView, idea_of
from coorum.community.queries.paging import Page
from coorum.community.queries.pictures import view_of
from coorum.community.queries.posts import PostLine, PostRow, latest_lines, latest_posts, posts_by_id, rows_for
from coorum.community.queries.voices import Voice, voice_of
from coorum.community.rules import audiences_of

LIVELY_DAYS = 7
LATEST, LIVELY, ANNOUNCEMENTS, OTHERS = 6, 5, 3, 5


@dataclass(frozen=True, slots=True)
class LastVisit:
    """When a member last saw a post, and up to which comment's number they had read."""

    new_after: int
    seen_number: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class PostPage:
    """A post with one page of its comments. `post` is the row of `post_to_show`; `shown` the highest number on the page.

    `best`: the answer that solved the question, wherever it stands; `may_settle`: the viewer may choose it. `is_closed`: no more
    comments are taken, by the board or (`is_question_closed`) by the question.
    `new_after`: comments above this number are new to the viewer (None for guests and on the first visit); `new_count` stops at
    a hundred.
    """

    post: Post
    author: Voice | None
    cover: PictureView | None
    comments: Page[CommentView]
    threads: list[Thread]
    is_closed: bool
    is_liked: bool
    is_own: bool
    may_remove: bool
    visit: LastVisit | None
    new_after: int | None
    new_count: int
    first_new: UUID | None
    others: list[PostLine]
    best: BestView | None = None
    may_settle: bool = False
    is_question_closed: bool = False
    may_reopen: bool = False
    idea: IdeaView | None = None

    @property
    def is_question(self) -> bool:
        return self.post.state in QuestionState

    @property
    def facts(self) -> tuple[object, ...]:
        """What tells this page from another besides its comments, in short: the text by its revision."""
        post = self.post
        head = (
            post.id,
            post.revision,
            post.like_count,
            post.comment_count,
            post.board.name,
            self.author,
            self.is_closed,
            post.state,
            self.best,
            self.idea,
        )
        return (head, self.comments.before, self.comments.after, [(row.id, row.title) for row in self.others])

    @property
    def shown(self) -> int:
        return max((comment.number for comment in self.comments.rows), default=0)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The community's first page. `lively`: most talked about in the last days; `new_count` among `latest`.

    `waiting`: a latest post of somebody else that nobody answered yet, for members.
    """

    announcements: list[PostRow]
    latest: list[PostRow]
    lively: list[PostRow]
    boards: list[BoardRow]
    waiting: PostRow | None

    @property
    def new_count(self) -> int:
        return sum(row.is_new or row.new_comments > 0 for row in self.latest)


def post_page(viewer: Viewer | None, post: Post, *, after: str = "", before: str = "") -> PostPage:
    """The page of `post` (from `post_to_show`). Two queries for a guest; for a member two, three where there is news.

    One more for a question that is solved.
    """
    comments = talk.comments_of(post, viewer, after=after, before=before)
    visit = _visit(viewer, post)
    new_after = rules.new_after(visit.new_after, visit.seen_number, visit.seen_at, clock.now()) if visit else None
    best = talk.best_of(post, viewer) if post.state == QuestionState.SOLVED else None
    rows = comments.rows if new_after is None else tuple(_marked(row, new_after) for row in comments.rows)
    rows = rows if best is None else tuple(_crowned(row, best) for row in rows)
    closed = bool(post.closed_at), bool(post.question_closed_at)  # type: ignore[attr-defined]  # columns the query adds
    news = talk.new_comments(post, new_after) if new_after is not None and post.comment_number > new_after else []
    return PostPage(
        post=post,
        author=_voice(post),
        cover=view_of(post.cover) if post.cover else None,
        comments=replace(comments, rows=rows),
        threads=talk.threads(rows),
        is_closed=any(closed) or post.state == IdeaState.MERGED,
        is_liked=post.is_liked,  # type: ignore[attr-defined]  # a column the query adds
        is_own=rules.is_own(viewer, post),
        may_remove=rules.is_own(viewer, post) or rules.is_moderator(viewer),
        visit=visit,
        new_after=new_after,
        new_count=len(news),
        first_new=news[0] if news else None,
        others=_others(post),
        best=best,
        idea=idea_of(post),
        may_settle=post.state in QuestionState and rules.may_settle(viewer, post),
        is_question_closed=closed[1],
        may_reopen=closed[1] and rules.may_reopen(viewer, post, by_staff=post.question_closed_by_staff),  # type: ignore[attr-defined]
    )


def _others(post: Post) -> list[PostLine]:
    """What else is talked about on the board, as of some seconds ago."""
    name, local = f"lines:{post.board_id}", caches["local"]
    lines: list[PostLine] | None = local.get(name)
    if lines is None:
        lines = latest_lines(post.board, limit=OTHERS + 1)
        local.set(name, lines, settings.COORUM_PATIENCE * 5)
    return [line for line in lines if line.id != post.id][:OTHERS]


def _marked(row: CommentView, new_after: int) -> CommentView:
    return replace(row, is_new=True) if row.number > new_after and not row.is_own else row


def _crowned(row: CommentView, best: BestView) -> CommentView:
    return replace(row, is_best=True) if row.id == best.answer.id else row


def home_page(viewer: Viewer | None) -> HomePage:
    """The first page. Some five queries for a guest, eight for a member; `lively` is chosen anew every minute."""
    audiences = tuple(audiences_of(viewer))
    announced = _newest((BoardKind.ANNOUNCEMENT,), ANNOUNCEMENTS, audiences)
    latest = _newest(TALKING, LATEST, audiences)
    lively = posts_by_id(viewer, _lively(), kinds=TALKING)[:LIVELY]
    rows = rows_for(viewer, [*announced, *latest, *lively])
    first, second = len(announced), len(announced) + len(latest)
    newest = rows[first:second]
    return HomePage(rows[:first], newest, rows[second:], board_list(viewer), _waiting(viewer, newest))


def _newest(kinds: tuple[str, ...], limit: int, audiences: tuple[str, ...]) -> list[dict[str, Any]]:
    return latest_posts(audiences=audiences, kinds=kinds, limit=limit)


def _waiting(viewer: Viewer | None, newest: list[PostRow]) -> PostRow | None:
    if viewer is None or viewer.member is None:
        return None
    others = (row for row in newest if row.author and row.author.member_id != viewer.member.id)
    return next((row for row in others if row.comment_count == 0), None)


def latest_for_guests(number: int) -> list[PostRow]:
    """The newest posts that everybody may read, announcements aside: what the operator's own website shows. One query."""
    return rows_for(None, _newest(TALKING, number, tuple(audiences_of(None))))


def lively_for_guests(number: int) -> list[PostRow]:
    """The talks of everybody's boards with most comments of the last days. Two queries at most."""
    return rows_for(None, posts_by_id(None, _lively(), kinds=TALKING)[:number])


def _lively() -> list[UUID]:
    """Posts with most comments of the last days, three times as many as are shown, since a viewer may not see all."""
    name, local = f"lively:{scope.current_site_id()}", caches["local"]
    found: list[UUID] | None = local.get(name)
    if found is None:
        since = clock.now() - timedelta(days=LIVELY_DAYS)
        counted = Comment.objects.filter(created_at__gt=since).values("post_id").annotate(n=Count("id"))
        found = list(counted.order_by("-n", "post_id").values_list("post_id", flat=True)[: 3 * LIVELY])
        local.set(name, found, 60)
    return found


def _visit(viewer: Viewer | None, post: Any) -> LastVisit | None:
    if viewer is None or viewer.member is None or post.visit_seen_at is None:
        return None
    return LastVisit(post.visit_new_after, post.visit_seen_number, post.visit_seen_at)


def _voice(post: Post) -> Voice | None:
    author = post.author
    return voice_of(
        {
            "staff": post.staff,
            "author__has_left": bool(author and author.has_left),
            "author__is_private": bool(author and author.is_private),
            "author_id": post.author_id,
            "author__display_name": author.display_name if author else "",
            "author__user_id": author.user_id if author else "",
            "author__avatar_key": author.avatar_key if author else "",
            "author__hue": author.hue if author else 0,
        }
    )
