"""Letters about enquiries: to the writer, so that replies find their way back, and to the officers who watch the targets.

A letter to a writer bears a Message-ID of ours and the number of the case in its subject, and is answered to the published
address. What the writer wrote is never sent back: whoever is named as the sender of a mail may not have sent it.
"""

from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils import translation

from coorum.accounts import contact
from coorum.base import clock, links, mail
from coorum.base.ids import new_id
from coorum.enquiries.care import queries as care
from coorum.enquiries.kinds import Step
from coorum.enquiries.models import Enquiry, EnquiryStep, MailboxTrouble, Message
from coorum.enquiries.rules import CASES_AN_HOUR
from coorum.privacy import calendar
from coorum.privacy.incidents.queries import officers
from coorum.sites import queries as sites


def may_confirm(enquiry: Enquiry, *, is_automatic: bool) -> bool:
    """Whether receipt is confirmed by mail: to people only, never to ourselves, and not without end to the same address."""
    address = address_of(enquiry)
    if is_automatic or not address or address in _ours():
        return False
    lately = EnquiryStep.objects.filter(
        step=Step.ACKNOWLEDGE, enquiry__address=address, made_at__gt=clock.now() - timedelta(hours=1)
    )
    return lately.count() < CASES_AN_HOUR


def confirm(enquiry: Enquiry, *, ask_about: Message | None = None) -> None:
    """It arrived, under this number; by when we mean to answer; and what becomes of what is kept apart of `ask_about`."""
    more: dict[str, Any] = {"question": question_of(ask_about), "erased_on": _erased_on(ask_about)} if ask_about else {}
    _write("enquiry_received", enquiry, due_on=enquiry.due_on, **more)


def ask_about_held(message: Message) -> None:
    """Whether the writer means us to have what is kept apart of this message. Not a word of it stands in the letter."""
    _write("enquiry_care", message.enquiry, question=question_of(message), erased_on=_erased_on(message))


def question_of(message: Message) -> str:
    """Where the writer says whether they mean us to have it."""
    return f"{sites.provider_origin()}{links.path_to('enquiry_care', message.id)}"


def _erased_on(message: Message) -> date:
    return calendar.day_of(min(care.erased_on(held) for held in care.asked_of(message)))


def answer(enquiry: Enquiry, message: Message, *, answers: str) -> None:
    """An officer's answer, as the next letter of the thread. `answers` is the Message-ID it refers to, or ""."""
    thread = {"In-Reply-To": f"<{answers}>", "References": f"<{answers}>"} if _is_id(answers) else {}
    headers = {**thread, "Auto-Submitted": "no", "Message-ID": f"<{message.mail_id}>"}
    rating = f"{sites.provider_origin()}{links.path_to('rating', message.id)}"
    _write("enquiry_answer", enquiry, headers=headers, key=message.id, words=message.words, rating=rating)


def tell_operator_answers(enquiry: Enquiry) -> None:
    """The operator answers this: how to reach them. Nothing the writer said goes there without their doing."""
    operator = enquiry.community.operator if enquiry.community else None
    name = operator.legal_name if operator else ""
    _write("enquiry_forwarded", enquiry, operator=name, contact=operator.contact_email if operator else "")


def tell_handed_over(enquiry: Enquiry) -> None:
    """A request about their data was opened from what they wrote."""
    _write("enquiry_handed_over", enquiry, label=enquiry.request.label if enquiry.request else "")


def write_code(enquiry: Enquiry, code: str) -> None:
    """A code for somebody without an account who wants to read their enquiry."""
    _write("enquiry_code", enquiry, code=code)


def remind(enquiry: Enquiry, *, has_passed: bool, is_complaint: bool = False) -> None:
    """One letter to each officer: an answer is due, or late."""
    for officer in officers():
        context = {
            "number": enquiry.number,
            "has_passed": has_passed,
            "is_complaint": is_complaint,
            "due_on": enquiry.due_on,
            "address": f"{sites.provider_origin()}{links.path_to('enquiry', enquiry.id)}",
            "provider": _provider(),
        }
        key = _key(f"due:{enquiry.due_on}:{has_passed}:{is_complaint}", enquiry.id, officer.id)
        mail.post(
            "enquiry_due", to=contact.address_of(officer, "guide"), language=officer.language, context=context, key=key
        )


def tell_trouble(trouble: MailboxTrouble) -> None:
    """The mailbox does not work: to each officer, at their own address."""
    for officer in officers():
        with translation.override(officer.language):
            what = str(trouble.get_kind_display())
        context = {"what": what, "words": trouble.words, "provider": _provider()}
        key = _key("trouble", trouble.id, officer.id)
        mail.post(
            "mailbox_trouble",
            to=contact.address_of(officer, "protect"),
            language=officer.language,
            context=context,
            key=key,
        )


def own_mail_id(enquiry: Enquiry, letter_id: UUID) -> str:
    """The Message-ID of a letter of ours about this case."""
    return mail.message_id(f"case-{enquiry.id.hex}.{letter_id.hex}").strip("<>")


def address_of(enquiry: Enquiry) -> str:
    """Where the writer is answered: the account's address, else the one the case began with."""
    return contact.address_of(enquiry.person, "guide") if enquiry.person else enquiry.address


def page_of(enquiry: Enquiry) -> str:
    """Where the writer sees their enquiry: on My page, or by a signed link and a code."""
    kind = "own_enquiry" if enquiry.person_id else "guest_enquiry"
    return f"{sites.provider_origin()}{links.path_to(kind, enquiry.id)}"


def _write(
    kind: str,
    enquiry: Enquiry,
    *,
    headers: dict[str, str] | None = None,
    key: UUID | None = None,
    **more: Any,
) -> None:
    address, key = address_of(enquiry), key or new_id()
    if not address:
        return
    provider = sites.provider()
    reply_to = {"Reply-To": provider.contact_email} if provider else {}
    context = {"number": enquiry.number, "address": page_of(enquiry), "provider": _provider(), **more}
    headers = {"Message-ID": f"<{own_mail_id(enquiry, key)}>", **reply_to, **(headers or {})}
    mail.post(kind, to=address, language=enquiry.language, context=context, headers=headers, key=key)


def _is_id(text: str) -> bool:
    """Whether it can stand in a header: a real Message-ID, in plain signs."""
    return bool(text) and text.isascii() and "@" in text and not any(sign in text for sign in "<> \r\n")


def _ours() -> set[str]:
    from email.utils import parseaddr

    provider = sites.provider()
    return {parseaddr(settings.COORUM_MAIL_FROM)[1].lower(), provider.contact_email.lower() if provider else ""}


def _provider() -> str:
    provider = sites.provider()
    return provider.legal_name if provider else ""


def _key(what: str, one: UUID, other: UUID) -> UUID:
    return uuid5(NAMESPACE_URL, f"coorum:enquiries:{what}:{one}:{other}")
