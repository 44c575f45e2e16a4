"""What the community room keeps about people, and how it lets go."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Departure
from coorum.base.letting_go import LetGo
from coorum.base.merging import By, Move
from coorum.base.personal_data import Dataset, Erasure, Subject, Table, Tag, register
from coorum.community.actions.emptying import erase_traces, erase_words
from coorum.community.actions.pictures import delete_pictures
from coorum.community.models import (
    BestAnswer,
    BoardVisit,
    Comment,
    CommentLike,
    Draft,
    Picture,
    Post,
    PostLike,
    PostVisit,
    QuestionClosure,
)

_SPOKEN = "site body_html markdown_version created_at edited_at revision key like_count"
_REMOVAL = "id site by_staff removed_at is_held"


def _kept_words(subject: Subject) -> bool:
    """Whether the member chose, on leaving, to leave posts and comments standing."""
    return Departure.objects.filter(member=subject.member_id, kept_posts=True).exists()


class Words:
    """Posts and comments."""

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        """Each post and comment with its words, removed ones until they are emptied."""
        if subject.member_id is None:
            return
        for post in Post.objects.filter(author=subject.member_id).select_related("board").order_by("created_at"):
            yield {
                "kind": "post",
                "board": post.board.name,
                "title": post.title,
                "body": post.body,
                "written_at": post.created_at,
            }
        mine = Comment.objects.filter(author=subject.member_id).annotate(chosen_at=F("choices__chosen_at"))
        comments = mine.select_related("post").order_by("created_at")
        for comment in comments:
            kind = "reply" if comment.is_reply else "comment"
            said = {"kind": kind, "under": comment.post.title, "body": comment.body, "written_at": comment.created_at}
            chosen_at = comment.chosen_at
            yield said | ({"best_answer_since": chosen_at} if chosen_at else {})

    def erase(self, subject: Subject) -> LetGo:
        """Empty them, unless the member chose to leave them standing under no name."""
        if subject.member_id is None:
            return LetGo()
        if _kept_words(subject):
            said = [model.objects.filter(author=subject.member_id).exclude(body="") for model in (Post, Comment)]
            return LetGo(masked=sum(rows.count() for rows in said))
        return LetGo(erased=erase_words(subject.member_id, subject.person_id))


class Traces:
    """Likes, choices of answers, visits and drafts; they are erased together with the words."""

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        """Each draft, like and visit."""
        for draft in Draft.objects.filter(owner=subject.person_id).order_by("saved_at"):
            yield {"kind": "draft", "title": draft.title, "body": draft.body, "saved_at": draft.saved_at}
        for best in BestAnswer.objects.filter(chosen_by=subject.person_id).select_related("post"):
            yield {"kind": "answer_choice", "of": best.post.title, "made_at": best.chosen_at}
        for closure in QuestionClosure.objects.filter(closed_by=subject.person_id).select_related("post"):
            yield {"kind": "question_closure", "of": closure.post.title, "made_at": closure.closed_at}
        if subject.member_id is None:
            return
        for like in PostLike.objects.filter(member=subject.member_id).select_related("post"):
            yield {"kind": "like", "of": like.post.title, "liked_at": like.liked_at}
        for like in CommentLike.objects.filter(member=subject.member_id):
            yield {"kind": "like", "of": str(like.comment_id), "liked_at": like.liked_at}
        for visit in PostVisit.objects.filter(member=subject.member_id).select_related("post"):
            yield {"kind": "visit", "to": visit.post.title, "seen_at": visit.seen_at}
        for visit in BoardVisit.objects.filter(member=subject.member_id).select_related("board"):
            yield {"kind": "visit", "to": visit.board.name, "seen_at": visit.seen_at}

    def erase(self, subject: Subject) -> LetGo:
        """Erase them, the words untouched."""
        if subject.member_id is None:
            return LetGo(erased=Draft.objects.filter(owner=subject.person_id).delete()[0])
        return LetGo(erased=erase_traces(subject.member_id, subject.person_id))


class Pictures:
    """Uploaded pictures."""

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        """Each picture with the keys of its files."""
        for picture in Picture.objects.filter(owner=subject.person_id).order_by("uploaded_at"):
            keys = [rendition["key"] for rendition in picture.renditions]
            yield {"kind": "picture", "files": keys, "uploaded_at": picture.uploaded_at}

    def erase(self, subject: Subject) -> LetGo:
        """Erase them, but for those in posts that the member chose to leave standing."""
        mine = Picture.objects.filter(owner=subject.person_id)
        standing = mine.exclude(placed_at=None).count() if _kept_words(subject) else 0
        return LetGo(erased=delete_pictures(mine.filter(placed_at=None) if standing else mine), masked=standing)


register(
    Dataset(
        name="community.words",
        title=_("Posts and comments"),
        tables=[
            Table(
                "community.Post",
                personal="id author title body excerpt cover",
                related="staff",
                statistical="comment_count answer_count",
                none=f"{_SPOKEN} board comment_number last_activity_at state",
            ),
            Table(
                "community.Comment",
                personal="id author body",
                related="staff",
                none=f"{_SPOKEN} post parent number thread reply_count",
            ),
            Table("community.PostRemoval", related="post removed_by reason", none=_REMOVAL),
            Table("community.CommentRemoval", related="comment removed_by reason", none=_REMOVAL),
            Table(
                "community.Board",
                none="id site slug name kind description position readers writers template opened_at",
            ),
            Table("community.PageTalk", none="id site address post begun_at"),
            Table("community.IdeaDecision", related="decided_by", none="id site post state words decided_at"),
            Table("community.IdeaMerge", related="merged_by", none="id site post into merged_at"),
            Table("community.BoardClosure", related="closed_by", none="id site board closed_at"),
            Table("community.BoardRemoval", related="removed_by", none="id site board removed_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_(
            "Emptied on leaving, unless the member chose to leave them standing under no name. Answers of others stay."
        ),
        keeper=Words(),
        merging=[Move(Post, "author_id"), Move(Comment, "author_id")],
    )
)
register(
    Dataset(
        name="community.traces",
        title=_("Likes, choices of answers, drafts, and what was read"),
        tables=[
            Table(
                "community.Draft",
                personal="id owner title body cover",
                none="site key kind board post comment revision saved_at",
            ),
            Table("community.PostLike", personal="member post", none="id site liked_at"),
            Table("community.CommentLike", personal="member comment", none="id site liked_at"),
            Table("community.PostVisit", personal="member post", none="id site new_after seen_number seen_at"),
            Table(
                "community.BestAnswer", personal="chosen_by", related="post comment", none="id site by_staff chosen_at"
            ),
            Table("community.QuestionClosure", personal="closed_by", related="post", none="id site by_staff closed_at"),
            Table("community.BoardVisit", personal="member board", none="id site new_after seen_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased on leaving."),
        keeper=Traces(),
        merging=[
            Move(Draft, "owner", By.PERSON),
            Move(PostLike, "member_id", once_with="post_id"),
            Move(CommentLike, "member_id", once_with="comment_id"),
            Move(PostVisit, "member_id", once_with="post_id"),
            Move(BoardVisit, "member_id", once_with="board_id"),
            Move(BestAnswer, "chosen_by", By.PERSON),
            Move(QuestionClosure, "closed_by", By.PERSON),
        ],
    )
)
register(
    Dataset(
        name="community.pictures",
        title=_("Uploaded pictures"),
        tables=[
            Table(
                "community.Picture",
                personal="id owner renditions",
                none="site width height colour uploaded_at placed_at",
                json={
                    "renditions": {
                        "name": Tag.NONE,
                        "key": Tag.PERSONAL,
                        "width": Tag.NONE,
                        "height": Tag.NONE,
                        "format": Tag.NONE,
                    }
                },
            )
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased with the posts that show them."),
        keeper=Pictures(),
        merging=[Move(Picture, "owner", By.PERSON)],
    )
)
