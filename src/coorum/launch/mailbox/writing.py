"""Writing to the provider from the mailbox, so that nobody who tries coorum needs a mail program."""

from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import localtime, make_msgid, parseaddr

from coorum.launch.mailbox.letters import Letter


def begun(letter: Letter | None) -> dict[str, str]:
    """What the form begins with: empty, or an answer to a letter by whoever got it."""
    if letter is None:
        return {"sender": "", "subject": "", "words": "", "answers": ""}
    subject = letter.subject if letter.subject.lower().startswith("re:") else f"Re: {letter.subject}"
    return {"sender": parseaddr(letter.recipient)[1], "subject": subject, "words": "", "answers": letter.name}


def is_complete(form: Mapping[str, str]) -> bool:
    """Whether it says from whom, and something."""
    address = parseaddr(form.get("sender", ""))[1]
    return address.isascii() and "@" in address.strip("@") and bool(form.get("words", "").strip())


def message(form: Mapping[str, str], answered: Letter | None) -> EmailMessage:
    """The form as a letter. What stands in a header is one line."""
    letter = EmailMessage()
    letter["From"] = parseaddr(_line(form["sender"]))[1]
    letter["To"] = "provider@localhost"
    letter["Subject"] = _line(form.get("subject", ""))
    letter["Date"], letter["Message-ID"] = localtime(), make_msgid(domain="mailbox.localhost")
    if answered and answered.mail_id:
        letter["In-Reply-To"] = _line(answered.mail_id)
    letter.set_content(form["words"])
    return letter


def _line(text: str) -> str:
    return " ".join(text.split())[:300]
