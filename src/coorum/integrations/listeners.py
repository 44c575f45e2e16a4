"""From what happens downstairs to what systems are told: one line for each kind of event."""

from collections.abc import Callable, Iterable
from uuid import UUID

from coorum.base.events import Envelope, Event, listen
from coorum.community import events as community
from coorum.community.queries import boards_for_staff
from coorum.consent.notice import PROVISION_PURPOSE
from coorum.integrations import changes
from coorum.integrations.kinds import DELETED, PUBLISHED, UPDATED
from coorum.integrations.webhooks.sending import forget, wake
from coorum.integrations.webhooks.setting_up import stop_all
from coorum.privacy.closing.events import CLOSING_MOVED
from coorum.privacy.closing.kinds import Step
from coorum.privacy.merging.events import ROWS_WENT_OVER
from coorum.provision import events as provision


def write(subject: str, ids: Iterable[UUID], what: str) -> None:
    """Write it down, and wake whoever is to be told of it."""
    changes.write(subject, ids, what)
    wake(f"{subject}.{what}")


def tell(subject: str, what: str) -> Callable[[Envelope], None]:
    """A listener that writes the event's subject down."""

    def listener(envelope: Envelope) -> None:
        if envelope.subject and envelope.subject.id:
            write(subject, [envelope.subject.id], what)

    return listener


def tell_of_question(envelope: Envelope) -> None:
    """An answer was chosen, or is not the best any more: what became different is the question."""
    write("post", [UUID(envelope.payload["question"])], UPDATED)


def tell_of_two_ideas(envelope: Envelope) -> None:
    """One goes on in the other, or stands by itself again: votes went over."""
    if envelope.subject and envelope.subject.id:
        write("post", [envelope.subject.id, UUID(envelope.payload["other"])], UPDATED)


def tell_all(what: str) -> Callable[[Envelope], None]:
    """A listener for what happens to many posts and comments at once; their ids are in the payload."""

    def listener(envelope: Envelope) -> None:
        write("post", envelope.payload["posts"], what)
        write("comment", envelope.payload["comments"], what)

    return listener


def tell_of_order(_envelope: Envelope) -> None:
    """Every board may stand elsewhere now."""
    write("board", boards_for_staff().filter(removals__board__isnull=True).values_list("id", flat=True), UPDATED)


def tell_of_member(what: str) -> Callable[[Envelope], None]:
    """A listener for what is provided of a member; what is provided for advertising alone is another matter. An answer to a
    profile field that comes or goes makes the member another to read.
    """

    def listener(envelope: Envelope) -> None:
        if envelope.subject and envelope.subject.id:
            if "topic" in envelope.payload:
                write("member", [envelope.subject.id], UPDATED)
            elif envelope.payload.get("purpose") == PROVISION_PURPOSE:
                write("member", [envelope.subject.id], what)

    return listener


def tell_of_other_author(envelope: Envelope) -> None:
    """Two accounts became one, or two again: what they wrote stands under another name."""
    spoken = {"community.Post.author_id": "post", "community.Comment.author_id": "comment"}
    if envelope.payload["column"] in spoken:
        write(spoken[envelope.payload["column"]], envelope.payload["rows"], UPDATED)


def stop_telling(envelope: Envelope) -> None:
    """What was told of somebody who withdrew, or waits to be told, goes in the transaction that withdraws."""
    if envelope.subject and envelope.subject.id and envelope.payload.get("purpose") == PROVISION_PURPOSE:
        forget(envelope.subject.id)


def end_with_contract(envelope: Envelope) -> None:
    """Once nothing is provided to the operator any more, nothing is sent to its systems."""
    if envelope.payload["step"] == Step.CLOSE:
        stop_all()


HEARD: dict[Event, Callable[[Envelope], None]] = {
    community.POST_WRITTEN: tell("post", PUBLISHED),
    community.POST_EDITED: tell("post", UPDATED),
    community.POST_LIKED: tell("post", UPDATED),
    community.POST_UNLIKED: tell("post", UPDATED),
    community.POST_REMOVED: tell("post", DELETED),
    community.POST_TAKEN_DOWN: tell("post", DELETED),
    community.POST_RESTORED: tell("post", PUBLISHED),
    community.COMMENT_POSTED: tell("comment", PUBLISHED),
    community.COMMENT_EDITED: tell("comment", UPDATED),
    community.COMMENT_LIKED: tell("comment", UPDATED),
    community.COMMENT_UNLIKED: tell("comment", UPDATED),
    community.COMMENT_REMOVED: tell("comment", DELETED),
    community.COMMENT_TAKEN_DOWN: tell("comment", DELETED),
    community.COMMENT_RESTORED: tell("comment", PUBLISHED),
    community.ANSWER_CHOSEN: tell_of_question,
    community.ANSWER_WITHDRAWN: tell_of_question,
    community.QUESTION_CLOSED: tell("post", UPDATED),
    community.QUESTION_REOPENED: tell("post", UPDATED),
    community.IDEA_DECIDED: tell("post", UPDATED),
    community.IDEA_REOPENED: tell("post", UPDATED),
    community.IDEA_MERGED: tell_of_two_ideas,
    community.IDEA_PARTED: tell_of_two_ideas,
    community.WORDS_TAKEN_AWAY: tell_all(DELETED),
    community.WORDS_BROUGHT_BACK: tell_all(PUBLISHED),
    community.BOARD_OPENED: tell("board", PUBLISHED),
    community.BOARD_CHANGED: tell("board", UPDATED),
    community.BOARD_CLOSED: tell("board", UPDATED),
    community.BOARD_REOPENED: tell("board", UPDATED),
    community.BOARD_REMOVED: tell("board", DELETED),
    community.BOARD_RESTORED: tell("board", PUBLISHED),
    community.BOARDS_ORDERED: tell_of_order,
    ROWS_WENT_OVER: tell_of_other_author,
    provision.PROVISION_MADE: tell_of_member(PUBLISHED),
    provision.PROVISION_RENEWED: tell_of_member(UPDATED),
    provision.PROVISION_CLOSED: tell_of_member(DELETED),
}
for event, listener in HEARD.items():
    listen(event, listener)
listen(provision.PROVISION_CLOSED, stop_telling)
listen(CLOSING_MOVED, end_with_contract)
