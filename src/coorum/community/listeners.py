"""Answers of the community room to what happens downstairs."""

from datetime import datetime
from uuid import UUID

from coorum.accounts.models import Departure, Member
from coorum.base.events import Envelope, listen
from coorum.base.gates import HOLD
from coorum.base.personal_data import Subject
from coorum.community.actions.emptying import erase_traces, erase_words, hide_words, show_words
from coorum.community.actions.holding import hold, let_words_go, release
from coorum.moderation.events import CONTENT_HIDDEN, CONTENT_REMOVED, CONTENT_SHOWN
from coorum.provision.events import MEMBER_CAME_BACK, MEMBER_LEFT, MEMBER_STEPPED_ASIDE


def let_go(envelope: Envelope) -> None:
    """Somebody left: likes, drafts and visits go at once, posts and comments unless they chose to leave them."""
    if envelope.subject is None:
        return
    rows = Departure.objects.select_related("member").order_by("-departed_at")
    if envelope.subject.kind == "member":
        departure = rows.filter(member=envelope.subject.id).first()
    else:
        departure = rows.filter(member__person=envelope.subject.id).first()
    if departure is not None:
        _erase(departure)


def _erase(departure: Departure) -> None:
    """What a legal hold covers stays: whoever leaves is erased of it once the hold is lifted."""
    member = departure.member
    subject = Subject(member.person_id, member.site_id, member.id)
    if HOLD.allows("community.traces", subject):
        erase_traces(member.id, member.person_id)
    if not departure.kept_posts and HOLD.allows("community.words", subject):
        erase_words(member.id, member.person_id)


def hide(envelope: Envelope) -> None:
    """Somebody is about to leave, and their posts with them: they are off the pages at once."""
    member, at = _stepping(envelope)
    if not envelope.payload["kept_posts"]:
        hide_words(member.id, member.person_id, at=at)


def show(envelope: Envelope) -> None:
    """They came back: what was hidden then stands again."""
    member, at = _stepping(envelope)
    show_words(member.id, member.person_id, at=at)


def _stepping(envelope: Envelope) -> tuple[Member, datetime]:
    if envelope.subject is None:
        raise ValueError("somebody steps aside or comes back")
    return Member.objects.get(id=envelope.subject.id), datetime.fromisoformat(envelope.payload["at"])


def take_away(envelope: Envelope) -> None:
    """A report hides something that was said here."""
    kind, spoken_id = _spoken(envelope)
    hold(kind, spoken_id, actor=envelope.actor)


def put_back(envelope: Envelope) -> None:
    """A report ended well for what was said."""
    kind, spoken_id = _spoken(envelope)
    release(kind, spoken_id, actor=envelope.actor)


def end_removal(envelope: Envelope) -> None:
    """Nobody can ask another look at a removal any more."""
    let_words_go(*_spoken(envelope))


def _spoken(envelope: Envelope) -> tuple[str, UUID]:
    if envelope.subject is None or envelope.subject.id is None:
        raise ValueError("a report is about something")
    return envelope.subject.kind, envelope.subject.id


listen(CONTENT_HIDDEN, take_away)
listen(CONTENT_SHOWN, put_back)
listen(CONTENT_REMOVED, end_removal)
listen(MEMBER_LEFT, let_go)
listen(MEMBER_STEPPED_ASIDE, hide)
listen(MEMBER_CAME_BACK, show)
