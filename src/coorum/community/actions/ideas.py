"""What becomes of ideas: staff say it, and let one go on in another."""

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer, member_party
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Event, publish
from coorum.base.text import clean_line
from coorum.community import events, rules
from coorum.community.actions.answers import settle
from coorum.community.actions.words import in_field, subject
from coorum.community.kinds import DECISIONS, IdeaState
from coorum.community.models import IdeaDecision, IdeaMerge, Post, PostLike


@action
def decide_idea(staff: Viewer, *, post: Post, state: str, words: str = "") -> None:
    """Say what becomes of an idea, in the place of what was said before; `new` takes that back.

    Raises `Refused`: `not_staff`, `no_idea`, `not_found`; `invalid` (no such decision, or merged), `text_…` (field `words`).
    """
    idea = _locked(staff, post)
    if (state != IdeaState.NEW and state not in DECISIONS) or idea.state == IdeaState.MERGED:
        raise Refused("invalid", _("Please choose one of the given answers."), field="state")
    said = in_field("words", clean_line, words, rules.REASON)
    gone = IdeaDecision.objects.filter(post=idea).delete()[0]
    if state == IdeaState.NEW:
        if gone:
            settle(idea.id)
            publish(events.IDEA_REOPENED, actor=staff.party, subject=subject("post", idea.id))
        return
    facts = {"decided_by": staff.person.id, "decided_at": clock.now()}
    IdeaDecision.new(post=idea, state=state, words=said, **facts).save()
    settle(idea.id)
    toward = member_party(idea.author) if idea.author else None
    publish(
        events.IDEA_DECIDED,
        actor=staff.party,
        subject=subject("post", idea.id),
        toward=toward,
        payload={"state": str(state)},
    )


@action
def merge_idea(staff: Viewer, *, post: Post, into: Post) -> None:
    """Let an idea go on in another, with its votes; who voted for both counts once. Again does nothing.

    What was merged into it before goes along. Raises `Refused`: `not_staff`, `no_idea`, `not_found`, `itself`, `merged`.
    """
    idea, other = _locked_two(staff, post, into)
    rules.ensure_mergeable(idea, other)
    if idea.state == IdeaState.MERGED:
        return
    IdeaMerge.objects.filter(into=idea).update(into=other)
    IdeaMerge.new(post=idea, into=other, merged_by=staff.person.id, merged_at=clock.now()).save()
    theirs = PostLike.objects.filter(post=other, member=OuterRef("member"))
    votes = PostLike.objects.filter(~Exists(theirs), post=idea)
    made = [PostLike.new(member_id=vote.member_id, post=other, liked_at=vote.liked_at) for vote in votes]
    PostLike.objects.bulk_create(made, batch_size=1000)
    Post.objects.filter(id=other.id).update(like_count=F("like_count") + len(made))
    settle(idea.id)
    _tell(staff, events.IDEA_MERGED, idea, other)


@action
def part_idea(staff: Viewer, *, post: Post) -> None:
    """Undo `merge_idea`: the votes it brought go back. Where nothing was merged it does nothing."""
    merge = IdeaMerge.objects.select_related("into__board").filter(post=post).first()
    if merge is None:
        rules.ensure_may_decide(staff, post)
        return
    idea, other = _locked_two(staff, post, merge.into)
    merge.delete()
    same = PostLike.objects.filter(post=idea, member=OuterRef("member"), liked_at=OuterRef("liked_at"))
    gone = PostLike.objects.filter(Exists(same), post=other).delete()[0]
    Post.objects.filter(id=other.id).update(like_count=F("like_count") - gone)
    settle(idea.id)
    _tell(staff, events.IDEA_PARTED, idea, other)


def _locked(staff: Viewer, post: Post) -> Post:
    """The idea as it stands, locked. Raises `Refused`: `not_found`, and as `ensure_may_decide`."""
    rows = Post.objects.select_for_update(of=("self",), no_key=True).select_related("board", "author")
    standing = rows.filter(id=post.id, removals__post__isnull=True, board__removals__board__isnull=True).first()
    if standing is None:
        raise rules.nothing_here()
    rules.ensure_may_decide(staff, standing)
    return standing


def _locked_two(staff: Viewer, post: Post, into: Post) -> tuple[Post, Post]:
    """Both, in the order of their ids: the lock order of the room."""
    if into.id < post.id:
        other = _locked(staff, into)
        return _locked(staff, post), other
    return _locked(staff, post), _locked(staff, into)


def _tell(staff: Viewer, event: Event, idea: Post, other: Post) -> None:
    publish(event, actor=staff.party, subject=subject("post", idea.id), payload={"other": str(other.id)})
