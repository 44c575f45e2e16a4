"""What the community allows: decisions without database or clock."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Role
from coorum.accounts.queries import Viewer
from coorum.accounts.rules import ensure_may_post
from coorum.base import scope
from coorum.base.errors import Refused
from coorum.community.kinds import VOTED, IdeaState
from coorum.community.models import Audience, Board, Comment, Picture, Post
from coorum.community.models.removal import Removal
from coorum.community.models.spoken import Spoken

TITLE = 80
"""Most characters of a title, as people count them."""
BODY = 50_000
COMMENT = 10_000
BOARD_NAME = 40
BOARD_DESCRIPTION = 300
BOARD_TEMPLATE = 5_000
REASON = 300
DRAFTS = 100
"""Most drafts one person keeps on a site."""

POSTS_AN_HOUR = 10
"""Most posts one member writes in an hour: more than a talkative evening, less than a flood."""
COMMENTS_AN_HOUR = 60
LIKES_AN_HOUR = 300
PICTURES_AN_HOUR = 60
STAFF_FACTOR = 10
"""Staff move posts from elsewhere and answer for the operator: so many times as much as members."""

UNDO = timedelta(days=1)
"""How long authors can take back a removal."""
VISIT = timedelta(minutes=30)
"""A visit ends when this long passes without the member."""


def audiences_of(viewer: Viewer | None) -> list[str]:
    """The audiences the viewer belongs to. Paused members go on reading (mission, decision 10)."""
    if viewer is None or not (viewer.member or viewer.is_staff):
        return [Audience.EVERYONE]
    if not viewer.is_staff:
        return [Audience.EVERYONE, Audience.MEMBERS]
    return [Audience.EVERYONE, Audience.MEMBERS, Audience.STAFF]


def new_after[T](since: T, seen: T, seen_at: datetime, moment: datetime) -> T:
    """What is new to a member: during a visit what came since it began, later what came since they last looked."""
    return since if moment - seen_at < VISIT else seen


def is_moderator(viewer: Viewer | None) -> bool:
    """Whether the viewer may take away what others wrote."""
    return viewer is not None and viewer.is_at_least(Role.MODERATOR)


def is_writer(viewer: Viewer | None, board: Board) -> bool:
    """Whether the viewer may start posts on this board while it is open."""
    if viewer is None or board.readers not in audiences_of(viewer):
        return False
    return viewer.is_staff or (viewer.is_active_member and board.writers == Audience.MEMBERS)


def is_own(viewer: Viewer | None, spoken: Spoken) -> bool:
    """Whether these are the viewer's own words; what one of the staff said for the operator is all the staff's."""
    if viewer is None:
        return False
    if spoken.is_official:
        return viewer.is_staff
    return viewer.member is not None and spoken.author_id == viewer.member.id


def speaks_officially(viewer: Viewer, board: Board, *, official: bool, starts: bool) -> bool:
    """Whether the operator speaks through the viewer: asked for, in announcements, and for staff who are no members."""
    if not viewer.is_staff:
        return False
    return official or viewer.member is None or (starts and board.is_announcement)


def may_settle(viewer: Viewer | None, post: Post) -> bool:
    """Whether the viewer may choose the best answer to a question, or close it: whoever asked, and staff."""
    if is_moderator(viewer):
        return True
    return viewer is not None and viewer.is_active_member and is_own(viewer, post)


def may_reopen(viewer: Viewer | None, post: Post, *, by_staff: bool) -> bool:
    """What staff closed, staff reopen."""
    return is_moderator(viewer) if by_staff else may_settle(viewer, post)


def ensure_staff(viewer: Viewer | None, role: Role = Role.MANAGER) -> None:
    """Raises `Refused`: `not_staff`."""
    if viewer is None or not viewer.is_at_least(role):
        raise Refused("not_staff", _("Only the community's staff can do this."))


def ensure_may_reopen(viewer: Viewer, post: Post, *, by_staff: bool) -> None:
    """Raises `Refused`: `not_yours`."""
    if not may_reopen(viewer, post, by_staff=by_staff):
        raise Refused("not_yours", _("The community's staff decided this."))


def ensure_may_speak(viewer: Viewer | None, board: Board) -> None:
    """Staff speak for the operator, others as active members who can read the board. Raises `Refused`: `gone`, …"""
    if viewer is None or not viewer.is_staff:
        ensure_may_post(viewer)
    if board.readers not in audiences_of(viewer):
        raise board_gone()


def ensure_may_start(viewer: Viewer, board: Board) -> None:
    """Raises `Refused`: `staff_only` where only staff start posts."""
    if not is_writer(viewer, board):
        raise Refused("staff_only", _("Only the community's staff can post here."))


def ensure_own(viewer: Viewer, spoken: Spoken) -> None:
    """Raises `Refused`: `not_yours`; what the operator said may be changed by any of its staff."""
    if not is_own(viewer, spoken):
        raise Refused("not_yours", _("Only the person who wrote this can change it."))


def ensure_may_show(viewer: Viewer, cover: Picture | None, *, on: Post | None = None) -> None:
    """A cover is one's own picture, or stands on the post already. Raises `Refused`: `not_found` (field `cover`)."""
    if cover is not None and not is_showable(viewer, cover, on=on):
        raise Refused("not_found", _("This picture is not here any more. Please choose it again."), field="cover")


def is_showable(viewer: Viewer, cover: Picture, *, on: Post | None = None) -> bool:
    """Whether the viewer may show this picture as a cover: of this site, and their own or on the post already."""
    is_theirs = cover.owner == viewer.person.id or (on is not None and on.cover_id == cover.id)
    return is_theirs and cover.site_id == scope.current_site_id()


def ensure_may_settle(viewer: Viewer, post: Post) -> None:
    """Raises `Refused`: `guest`, `paused`, `gone`; `not_yours`; `no_question` where the board takes none."""
    ensure_may_speak(viewer, post.board)
    if not may_settle(viewer, post):
        raise Refused("not_yours", _("Only the person who asked, and the community's staff, can do this."))
    if not post.board.takes_questions:
        raise Refused("no_question", _("This is not a question."))


def ensure_may_decide(viewer: Viewer, post: Post) -> None:
    """Raises `Refused`: `not_staff`; `no_idea` where the board takes none."""
    ensure_staff(viewer, Role.MODERATOR)
    if not post.board.takes_ideas:
        raise Refused("no_idea", _("This is not an idea."))


def ensure_may_vote(post: Post) -> None:
    """A like of an idea is a vote. Raises `Refused`: `closed` where it is done, declined or merged."""
    if post.state in set(IdeaState.values) - set(VOTED):
        raise Refused("closed", _("This idea does not take votes any more."))


def ensure_mergeable(post: Post, into: Post) -> None:
    """Raises `Refused` (field `into`): `no_idea`; `itself`; `merged` where the other goes on elsewhere, too."""
    if not into.board.takes_ideas:
        raise Refused("no_idea", _("This is not an idea."), field="into")
    if into.id == post.id:
        raise Refused("itself", _("An idea cannot be merged with itself."), field="into")
    if into.state == IdeaState.MERGED:
        raise Refused("merged", _("The other idea was merged itself. Please name the one it goes on in."), field="into")


def ensure_answers(post: Post, comment: Comment) -> None:
    """A reply is talk about an answer, no answer. Raises `Refused`: `no_answer`."""
    if comment.post_id != post.id or comment.is_reply:
        raise Refused("no_answer", _("This is not an answer to the question."))


def most_an_hour(viewer: Viewer, most: int) -> int:
    """How many the viewer may do in an hour of what members do `most` of."""
    return most * STAFF_FACTOR if viewer.is_staff else most


def ensure_may_remove(viewer: Viewer, spoken: Spoken) -> None:
    """Raises `Refused`: `not_yours`."""
    if not (is_own(viewer, spoken) or is_moderator(viewer)):
        raise Refused("not_yours", _("Only the person who wrote this can delete it."))


def ensure_may_restore(viewer: Viewer, removal: Removal, spoken: Spoken, moment: datetime) -> None:
    """Authors undo their own removal for a day; what staff removed, staff restore. Raises `Refused`."""
    if is_moderator(viewer) and (removal.by_staff or is_own(viewer, spoken)):
        return
    if removal.by_staff or not is_own(viewer, spoken):
        raise Refused("not_yours", _("This was removed by the community's staff."))
    if moment - removal.removed_at > UNDO:
        raise Refused("too_late", _("This was deleted more than a day ago and cannot be brought back."))


def board_gone() -> Refused:
    return Refused("gone", _("This board is not here any more. Your text is kept in your drafts."))


def board_closed() -> Refused:
    return Refused("closed", _("This board does not take new posts any more. Your text is kept in your drafts."))


def question_closed() -> Refused:
    return Refused("closed", _("This question does not take answers any more. Your text is kept in your drafts."))


def idea_merged() -> Refused:
    return Refused("closed", _("This idea goes on in another one. Your text is kept in your drafts."))


def has_outcomes() -> Refused:
    sentence = _("Questions or ideas here were settled already, which would be lost: the kind of this board stays.")
    return Refused("has_outcomes", sentence, field="kind")


def under_review() -> Refused:
    return Refused("under_review", _("A report took this off the pages. It comes back if the decision says so."))


def nothing_here() -> Refused:
    return Refused("not_found", _("This is not here any more."))


def post_gone() -> Refused:
    return Refused("gone", _("This post is not here any more. Your text is kept in your drafts."))


def comment_gone() -> Refused:
    return Refused("gone", _("This comment is not here any more. Your text is kept in your drafts."))


def stale(spoken: Post | Comment) -> Refused:
    """Someone (you, in another tab?) was faster. `params`: the current `body`, `revision`, of a post its `title` too."""
    current: dict[str, object] = {"body": spoken.body, "revision": spoken.revision}
    if isinstance(spoken, Post):
        current["title"] = spoken.title
    return Refused(
        "stale",
        _("This was changed elsewhere in the meantime. Nothing is lost: compare the two texts and save again."),
        current=current,
    )
