"""Answers of the provision room to what happens downstairs."""

from uuid import UUID

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.events import (
    ADDRESS_CHANGED,
    PERSON_FORGOTTEN,
    PERSON_RECOVERED,
    PERSON_REGISTERED,
    PROFILE_CHANGED,
)
from coorum.accounts.models import Member
from coorum.base.events import Envelope, listen
from coorum.consent.events import CONSENT_GIVEN, CONSENT_WITHDRAWN
from coorum.consent.kinds import WHOLE
from coorum.consent.models import ConsentKind
from coorum.consent.notice import ADVERTISING_PURPOSE, PROVISION_PURPOSE
from coorum.profiles.events import ANSWER_CHANGED, ANSWER_GIVEN
from coorum.provision import tasks
from coorum.provision.actions.advertising import hand_over_wish
from coorum.provision.actions.answers import provide_answer
from coorum.provision.actions.providing import close_provision, hand_over, refresh_profile
from coorum.provision.actions.tasks import ask_to_erase, ask_to_stop
from coorum.provision.kinds import BY_CONSENT
from coorum.provision.models import Joining


def stop_providing(envelope: Envelope) -> None:
    """A withdrawn consent empties the operator's view of what rested on it at once. Without the provision, nothing is
    provided at all, and the membership pauses.
    """
    member = _member_concerned(envelope)
    if member is None:
        return
    kind, topic = _kind(envelope), _topic(envelope)
    purpose = ADVERTISING_PURPOSE if kind == ConsentKind.ADVERTISING else ""
    for closed in close_provision(member, reason="consent withdrawn", purpose=purpose, topic=topic):
        if closed.purpose == ADVERTISING_PURPOSE and closed.topic == WHOLE:
            ask_to_stop(closed)
        else:
            ask_to_erase(closed)
    if kind == ConsentKind.PROVISION:
        accounts.pause(member)


def resume_providing(envelope: Envelope) -> None:
    """A consent given again hands over again what rests on it; the one to the provision ends the pause. Where one was in
    force (a guardian's, in whose place the person's own comes), what rested on that ends first.
    """
    member = _member_concerned(envelope)
    if member is None or _kind(envelope) == ConsentKind.FIELD:  # an answer is handed over once it is there
        return
    is_wish = _kind(envelope) == ConsentKind.ADVERTISING
    purpose = ADVERTISING_PURPOSE if is_wish else PROVISION_PURPOSE
    close_provision(member, reason="consent given anew", purpose=purpose, route=BY_CONSENT, topic=WHOLE)
    if _kind(envelope) == ConsentKind.PROVISION:
        accounts.resume(member)
        hand_over(member)
    hand_over_wish(member)


def refresh(envelope: Envelope) -> None:
    """A changed profile is what the operator gets from now on."""
    if envelope.subject and envelope.subject.id:
        member = people.member_by_id(envelope.subject.id)
        if member is not None:
            refresh_profile(member)


def hand_answer_over(envelope: Envelope) -> None:
    """An answer to a profile field goes to the operator, on the consent given with it; a changed one in its place."""
    if envelope.toward and envelope.toward.id:
        provide_answer(envelope.toward.id)


def renew_address(envelope: Envelope) -> None:
    """A changed address is what the operators get from now on: those who are provided with addresses, on every site."""
    if envelope.subject and envelope.subject.id:
        tasks.renew_address.later(str(envelope.subject.id))


def drop_what_was_asked(envelope: Envelope) -> None:
    """Somebody registered the address anew, or recovered it: what was agreed to before may have been another's word."""
    if envelope.subject and envelope.subject.id:
        Joining.objects.filter(person_id=envelope.subject.id).delete()


def _member_concerned(envelope: Envelope) -> Member | None:
    return people.member_of_person_id(envelope.subject.id) if envelope.subject else None


def _topic(envelope: Envelope) -> UUID | None:
    """The profile field that the consent is about; None where it is about what goes with the membership."""
    told = envelope.payload["receipt"].get("topic")
    return UUID(told) if told else None


def _kind(envelope: Envelope) -> ConsentKind:
    return ConsentKind(envelope.payload["receipt"]["consent"])


listen(CONSENT_WITHDRAWN, stop_providing)
listen(CONSENT_GIVEN, resume_providing)
listen(PROFILE_CHANGED, refresh)
listen(ANSWER_GIVEN, hand_answer_over)
listen(ANSWER_CHANGED, hand_answer_over)
listen(ADDRESS_CHANGED, renew_address)
for event in (PERSON_REGISTERED, PERSON_RECOVERED, PERSON_FORGOTTEN):
    listen(event, drop_what_was_asked)
