"""The tables of the community room."""

from coorum.community.models.board import Audience, Board, BoardClosure, BoardKind, BoardRemoval
from coorum.community.models.comment import Comment
from coorum.community.models.draft import Draft, DraftKind
from coorum.community.models.idea import IdeaDecision, IdeaMerge
from coorum.community.models.like import CommentLike, PostLike
from coorum.community.models.page_talk import PageTalk
from coorum.community.models.picture import Picture
from coorum.community.models.post import Post
from coorum.community.models.question import BestAnswer, QuestionClosure
from coorum.community.models.removal import CommentRemoval, PostRemoval
from coorum.community.models.visit import BoardVisit, PostVisit

__all__ = [
    "Audience",
    "BestAnswer",
    "Board",
    "BoardClosure",
    "BoardKind",
    "BoardRemoval",
    "BoardVisit",
    "Comment",
    "CommentLike",
    "CommentRemoval",
    "Draft",
    "DraftKind",
    "IdeaDecision",
    "IdeaMerge",
    "PageTalk",
    "Picture",
    "Post",
    "PostLike",
    "PostRemoval",
    "PostVisit",
    "QuestionClosure",
]
