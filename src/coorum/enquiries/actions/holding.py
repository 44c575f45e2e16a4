"""Keeping apart what calls for special care and came unasked (APPI 20(2)), and what becomes of it.

The writer decides by a link in a letter; an officer looks into it for a purpose that is written down, and erases it or
says that it calls for no care; where nobody decides it is erased. The evidence tells who and when, never what it said.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party
from coorum.base.screening import Care
from coorum.enquiries import attachments, letters
from coorum.enquiries.actions.moving import tell, tell_meant, writer
from coorum.enquiries.care import queries
from coorum.enquiries.care.kinds import DECIDE_DAYS, GIVEN_BACK, PATIENCE, Decision, Purpose
from coorum.enquiries.events import HELD, HELD_ASKED, HELD_DECIDED, HELD_SEEN
from coorum.enquiries.inbound.apart import HOLE, Look, looked_into, put_back
from coorum.enquiries.inbound.reading import Enclosed, Letter
from coorum.enquiries.models import Attachment, Held, HeldDecision, HeldLook, Message
from coorum.privacy import calendar
from coorum.privacy.incidents.queries import officers


def hold_apart(message: Message, letter: Letter) -> None:
    """Keep apart what was taken out of this letter."""
    if letter.apart is not None:
        _hold(message, letter.apart.parts, letter.apart.kinds)


def keep_file(message: Message, one: Enclosed, number: int) -> Attachment:
    """Seal what came with a message. What calls for care, or could not be looked into, stays closed."""
    seen = looked_into(one)
    name = seen.file.name
    if seen.kinds:  # the name may say it, too
        name = f"{number}{name[name.rfind('.') :][:8] if '.' in name else ''}"
    row = attachments.keep(message, seen.file, name=name)
    if row.file and seen.look is not Look.CLEAR:
        _hold(message, {"name": seen.file.name} if seen.kinds else {}, seen.kinds, row)
    return row


@action
def look_into(officer: Party, *, held: Held, purpose: Purpose) -> dict[str, str]:
    """What was taken out, by where it stood. Raises `Refused`: `officers_only`, `decided`."""
    held = _waiting(held, officer)
    HeldLook.objects.create(held=held, officer_id=str(officer.id), purpose=purpose, made_at=clock.now())
    tell(HELD_SEEN, held.message.enquiry, actor=officer, payload={"held": held.id.hex, "purpose": purpose})
    return _parts(held)


@action
def open_file(officer: Party, *, held: Held, purpose: Purpose) -> bytes:
    """A file that is kept apart, as it came. Raises what `look_into` does, and `files.Missing`."""
    look_into(officer, held=held, purpose=purpose)
    return attachments.content_of(held.attachment)  # type: ignore[arg-type]


@action
def ask_writer(officer: Party, *, held: Held) -> None:
    """Ask whether they mean us to have it. Raises `Refused`: `officers_only`, `decided`, `nobody_to_answer`."""
    held = _waiting(held, officer)
    if not letters.address_of(held.message.enquiry):
        raise Refused("nobody_to_answer", _("The mail names no address to answer to."))
    ask(held.message, [held], actor=officer)
    letters.ask_about_held(held.message)


def ask(message: Message, rows: Iterable[Held], *, actor: Party = SYSTEM) -> None:
    """Note that a letter with the question is on its way: from the first one on it is the writer's turn."""
    for held in rows:
        if held.asked_at is None:
            held.asked_at = clock.now()
            held.due_on = calendar.day_of(held.asked_at + PATIENCE)
            held.save(update_fields=["asked_at", "due_on"])
        tell(HELD_ASKED, message.enquiry, actor=actor, payload={"held": held.id.hex})


@action
def erase_held(officer: Party, *, held: Held) -> None:
    """Erase it for good; nobody needs to have looked. Raises `Refused`: `officers_only`, `decided`."""
    _decide(_waiting(held, officer), Decision.ERASED, actor=officer)


@action
def give_back(officer: Party, *, held: Held) -> None:
    """It calls for no care: it belongs to the enquiry. Raises `Refused`: `look_first` besides those of `look_into`."""
    held = _waiting(held, officer)
    if not queries.has_looked(held, officer.id):
        raise Refused("look_first", _("Please look into it first."))
    _decide(held, Decision.HARMLESS, actor=officer)


@action
def settle_care(message: Message, *, agrees: bool) -> int:
    """The writer's own decision about everything they were asked about. Returns how many it was; 0: nothing waits."""
    rows = [_waiting(held) for held in queries.asked_of(message)]
    for held in rows:
        if agrees:
            tell_meant(message.enquiry, [str(kind) for kind in held.kinds], held=held.id.hex)
        _decide(held, Decision.AGREED if agrees else Decision.DECLINED, actor=writer(message.enquiry))
    return len(rows)


@action
def expire(rows: Iterable[Held]) -> int:
    """Erase what nobody has decided about in time. Returns how many."""
    expired = [_waiting(held) for held in rows]
    for held in expired:
        _decide(held, Decision.EXPIRED, actor=SYSTEM)
    return len(expired)


def _hold(message: Message, parts: Any, kinds: tuple[Care, ...], attachment: Attachment | None = None) -> None:
    now = clock.now()
    held = Held(message=message, attachment=attachment, kinds=[*kinds], held_at=now)
    held.due_on = calendar.business_days_after(calendar.day_of(now), DECIDE_DAYS)
    held.content = json.dumps(dict(parts), ensure_ascii=False)
    held.save(force_insert=True)
    what = "file" if attachment else "words"
    tell(HELD, message.enquiry, actor=SYSTEM, payload={"held": held.id.hex, "what": what})


def _parts(held: Held) -> dict[str, str]:
    return dict(json.loads(held.content or "{}"))


def _waiting(held: Held, officer: Party | None = None) -> Held:
    """The row, held by this transaction. Raises `Refused`."""
    if officer is not None and all(one.id != officer.id for one in officers()):
        raise Refused("officers_only", _("This is for privacy officers."))
    rows = Held.objects.select_for_update(of=("self",)).select_related("message__enquiry__person", "attachment")
    found = rows.get(id=held.id)
    if found.content is None:
        raise Refused("decided", _("This has been decided already."))
    return found


def _decide(held: Held, outcome: Decision, *, actor: Party) -> None:
    is_late = calendar.day_of(clock.now()) > held.due_on
    by = actor.id if actor.kind == "officer" else None
    HeldDecision.objects.create(held=held, outcome=outcome, officer_id=by, is_late=is_late, made_at=clock.now())
    parts = _parts(held)
    if outcome in GIVEN_BACK:
        _restore(held, parts)
    else:
        _forget(held)
        held.kinds = []
    held.content = None
    held.save(update_fields=["content", "kinds"])
    payload = {"held": held.id.hex, "outcome": outcome, "is_late": is_late}
    tell(HELD_DECIDED, held.message.enquiry, actor=actor, payload=payload)


def _restore(held: Held, parts: dict[str, str]) -> None:
    """Put it where it stood."""
    message, enquiry, file = held.message, held.message.enquiry, held.attachment
    if file is not None:
        file.name = parts.get("name", file.name)
        file.save(update_fields=["name"])
        return
    message.words = put_back(message.words, parts)
    message.sender = message.sender.replace(HOLE, parts.get("name", HOLE), 1)
    message.save(update_fields=["words", "sender"])
    if message.id == queries.first_of(enquiry):
        enquiry.subject, enquiry.name = parts.get("subject", enquiry.subject), parts.get("name", enquiry.name)
        enquiry.save(update_fields=["subject", "name"])


def _forget(held: Held) -> None:
    """Leave nothing of it: not the words, not the file, not by what the same words are known again."""
    if held.attachment is not None:
        attachments.forget(held.attachment)
        return
    held.message.digest = ""
    held.message.save(update_fields=["digest"])
