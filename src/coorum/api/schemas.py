"""What goes over this door, in words that machines read: openapi.json is made from these."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from coorum.community.rules import BOARD_DESCRIPTION, BOARD_NAME, BOARD_TEMPLATE, BODY, COMMENT, REASON, TITLE
from coorum.inviting.kinds import LONGEST_TOLD
from coorum.inviting.reading import MOST_LINES

#: Characters as people count them may take several code points, and more before they are cleaned.
MARGIN = 8
Kind = Literal["talk", "questions", "ideas", "announcement"]
Readers = Literal["everyone", "members", "staff"]
Writers = Literal["members", "staff"]
Slug = Annotated[str, Field(pattern="^[a-z0-9_-]{1,40}$", description="Its part of the address of the page.")]


class Given(Schema):
    """What is sent to us: nothing that is not described."""

    model_config = ConfigDict(extra="forbid")


class AuthorMember(Schema):
    """A member beside what they wrote or liked: as far as they agreed to be shown to the operator."""

    id: UUID
    display_name: str | None
    user_id: str | None
    avatar_url: str | None


class Author(Schema):
    """Who speaks. `member` is null for keys without `members:read`, and for whoever did not agree to be shown, or left."""

    kind: Literal["member", "team"]
    member: AuthorMember | None


class Answer(Schema):
    """What a member answered to one of your profile fields: a text, a number, a date (YYYY-MM-DD), true or false, or the
    `id` of a choice, or several."""

    field: str
    value: str | int | bool | list[str]


class Choice(Schema):
    """One of the choices of a field."""

    id: str
    ja: str
    en: str


class ProfileField(Schema):
    """A profile field. Answers may be used for its `purpose` only, as `why_ja` and `why_en` told members."""

    name: str
    kind: Literal["line", "text", "choice", "choices", "yes_no", "date", "number"]
    label_ja: str
    label_en: str
    why_ja: str
    why_en: str
    options: list[Choice]
    purpose: str
    audience: Literal["staff", "members"]


class ProfileFields(Schema):
    items: list[ProfileField]


class Member(Schema):
    """A member. What they did not agree to is null; whoever agreed to nothing is not in the list at all.

    `answers` are those to profile fields, each on a consent of its own.
    """

    id: UUID
    display_name: str | None
    user_id: str | None
    email: str | None
    avatar_url: str | None
    joined_at: datetime | None
    answers: list[Answer]


class Board(Schema):
    """A board, in the order of `position`."""

    id: UUID
    slug: str
    name: str
    kind: Kind
    description: str
    readers: Readers
    writers: Writers
    template: str
    position: int
    opened_at: datetime
    closed_at: datetime | None


class NewBoard(Given):
    name: str = Field(min_length=1, max_length=BOARD_NAME * MARGIN)
    slug: Slug
    kind: Kind = "talk"
    description: str = Field("", max_length=BOARD_DESCRIPTION * MARGIN)
    readers: Readers = "everyone"
    writers: Writers = "members"
    template: str = Field("", max_length=BOARD_TEMPLATE * 2)


class BoardChange(Given):
    """What is not named stays."""

    name: str | None = Field(None, min_length=1, max_length=BOARD_NAME * MARGIN)
    slug: Slug | None = None
    kind: Kind | None = None
    description: str | None = Field(None, max_length=BOARD_DESCRIPTION * MARGIN)
    readers: Readers | None = None
    writers: Writers | None = None
    template: str | None = Field(None, max_length=BOARD_TEMPLATE * 2)
    is_closed: bool | None = Field(None, description="True: it takes no more posts and comments.")


class Question(Schema):
    """How far a post on a board of questions has come. `closed`: it takes no more answers, and none was chosen."""

    state: Literal["open", "solved", "closed"]
    answer_count: int = Field(description="Comments that are no replies.")
    best_answer_id: UUID | None = Field(description="The comment that solved it.")


class Idea(Schema):
    """What the operator makes of a post on a board of ideas; its likes are votes."""

    state: Literal["new", "considered", "planned", "done", "declined", "merged"]
    words: str = Field(description="What the community team says to it.")
    merged_into_id: UUID | None = Field(description="The idea it goes on in.")


class Post(Schema):
    """A post. `body` is Markdown; `body_html` is safe to show, its pictures lie on the site's host."""

    id: UUID
    board_id: UUID
    title: str
    body: str
    body_html: str
    excerpt: str
    author: Author
    like_count: int
    comment_count: int
    question: Question | None
    idea: Idea | None
    revision: int
    created_at: datetime
    edited_at: datetime | None
    last_activity_at: datetime
    url: str


class NewPost(Given):
    """The community team speaks."""

    board_id: UUID
    title: str = Field(min_length=1, max_length=TITLE * MARGIN)
    body: str = Field(min_length=1, max_length=BODY * 2)


class PostChange(Given):
    """What is not named stays."""

    title: str | None = Field(None, min_length=1, max_length=TITLE * MARGIN)
    body: str | None = Field(None, min_length=1, max_length=BODY * 2)


class Comment(Schema):
    """A comment, or a reply to the one in `reply_to`."""

    id: UUID
    post_id: UUID
    reply_to: UUID | None
    number: int
    thread: int
    body: str
    body_html: str
    author: Author
    like_count: int
    revision: int
    created_at: datetime
    edited_at: datetime | None
    url: str


class NewComment(Given):
    """The community team speaks."""

    body: str = Field(min_length=1, max_length=COMMENT * 2)
    reply_to: UUID | None = None


class CommentChange(Given):
    body: str = Field(min_length=1, max_length=COMMENT * 2)


class BestAnswer(Given):
    comment_id: UUID = Field(description="A comment of this question, no reply.")


class Reaction(Schema):
    """Somebody likes it. `member` as in `Author`."""

    kind: Literal["like"]
    member: AuthorMember | None
    made_at: datetime


class Invitation(Schema):
    """An invitation that nobody has used yet."""

    id: UUID
    email: str
    invited_at: datetime
    expires_at: datetime


class NewInvitation(Given):
    """A letter with a code goes to this address, once."""

    email: str = Field(max_length=254, json_schema_extra={"format": "email"})


class InvitationList(Schema):
    """A list of people to invite. Nobody on it is written to before it is started (`begun_at`).

    `lines` are all; of these `ready` will be invited, `invited` were, and by `bad` nobody is: `/lines` says why.
    """

    id: UUID
    source: Literal["customers", "event", "community", "colleagues"]
    ground: Literal["agreed", "customers", "work"]
    told: str
    lines: int
    ready: int
    invited: int
    bad: int
    declared_at: datetime
    begun_at: datetime | None
    done_at: datetime | None


class NewInvitationList(Given):
    """Where you have these addresses from, why you may write to them, and the sentence on it that everybody invited reads.

    Members are invited so; staff are invited in the console.
    """

    source: Literal["customers", "event", "community", "colleagues"] = Field(
        description="Bought or collected addresses are none of these: do not send them."
    )
    ground: Literal["agreed", "customers", "work"]
    told: str = Field(min_length=5, max_length=LONGEST_TOLD)
    addresses: list[Annotated[str, Field(max_length=254)]] = Field(min_length=1, max_length=MOST_LINES)


class InvitationLine(Schema):
    """A line by its number in what you sent, from 1. `problem` says why nobody is invited by it."""

    number: int
    email: str = Field(description="As it is invited, in small letters; or what stood there.")
    state: Literal["ready", "invited", "bad"]
    problem: Literal["no_address", "twice", "no_role", "not_owner", "stopped"] | None


class Change(Schema):
    """`published`: there is something new to fetch. `updated`: fetch it again. `deleted`: erase what you kept of it."""

    id: UUID
    subject: Literal["board", "post", "comment", "member"]
    subject_id: UUID
    what: Literal["published", "updated", "deleted"]
    happened_at: datetime


class Boards(Schema):
    items: list[Board]
    next: str | None


class Posts(Schema):
    items: list[Post]
    next: str | None


class Comments(Schema):
    items: list[Comment]
    next: str | None


class Members(Schema):
    items: list[Member]
    next: str | None


class Reactions(Schema):
    items: list[Reaction]
    next: str | None


class Invitations(Schema):
    items: list[Invitation]
    next: str | None


class InvitationLists(Schema):
    items: list[InvitationList]
    next: str | None


class InvitationLines(Schema):
    items: list[InvitationLine]
    next: str | None


class Changes(Schema):
    """`next` is always there: keep it, and ask again from it. `more`: there is more to fetch at once."""

    items: list[Change]
    next: str
    more: bool


class Token(Schema):
    """RFC 6749, 5.1."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    scope: str


class Wrong(Schema):
    """One thing that is wrong, and where."""

    at: str
    detail: str


class ProblemDetails(Schema):
    """RFC 9457. Programs go by `code`; `detail` is for people, in the language of Accept-Language."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None = None
    errors: list[Wrong] | None = None
    scope: str | None = None


class TokenProblem(Schema):
    """RFC 6749, 5.2, with the members of problem details beside."""

    error: Literal["invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope"]
    error_description: str
    type: str
    title: str
    status: int
    code: str


Limit = Annotated[int, Field(ge=1, le=100, description="At most so many.")]
After = Annotated[str, Field(max_length=500, description="`next` of the page before.")]
Reason = Annotated[
    str,
    Field(max_length=REASON * MARGIN, description="Why: those concerned are told. Needed for what members wrote."),
]
