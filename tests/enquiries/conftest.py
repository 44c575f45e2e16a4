"""The provider's scope, officers, and mails as they come in."""

from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage
from itertools import count

import pytest

from coorum.accounts.models import DeskRole, Person
from coorum.accounts.roles import Duty
from coorum.base import clock, links
from coorum.base.events import Party
from coorum.base.scope import current, provider_scope
from coorum.enquiries import actions
from coorum.enquiries.models import Arrival
from tests.cast import Cast

#: A place in a mailbox: each mail of a test lies in one of its own.
places = count(1)


@pytest.fixture(autouse=True)
def _ways() -> None:
    """Letters name pages of the doors."""
    for kind in (
        "enquiry",
        "own_enquiry",
        "guest_enquiry",
        "enquiry_care",
        "rating",
        "rights_request",
        "guest_request",
    ):
        links._builders.setdefault(kind, lambda one, kind=kind: f"/{kind}/{one}/")


@pytest.fixture
def desk_scope(cast: Cast) -> Iterator[Cast]:
    with provider_scope():
        yield cast


@pytest.fixture
def officer(desk_scope: Cast) -> Party:
    return appointed(desk_scope.desk)


@pytest.fixture
def second(desk_scope: Cast) -> Party:
    return appointed(desk_scope.mika)


def appointed(person: Person) -> Party:
    """A privacy officer."""
    facts = {"duty": Duty.PRIVACY_OFFICER, "granted_at": clock.now()}
    DeskRole.objects.update_or_create(person=person, defaults=facts)
    return Party("officer", person.id, person.ledger_ref)


def told() -> list[str]:
    """The evidence gathered so far, by name."""
    return [one.event.name for one in current().unit.evidence]  # type: ignore[attr-defined]


def mail(
    words: str = "営業時間を教えてください。",
    *,
    sender: str = "花子 <hanako@people.example>",
    subject: str = "質問",
    mail_id: str = "",
    **headers: str,
) -> EmailMessage:
    """A plain mail; headers with underscores."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "privacy@provider.example", subject
    message["Message-ID"] = f"<{mail_id or f'm{next(places)}@people.example'}>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message


@pytest.fixture
def arrive(desk_scope: Cast) -> Callable[..., Arrival]:
    """`arrive(mail)`: it is taken in."""

    def take(message: EmailMessage | bytes, *, at: datetime | None = None, place: str = "") -> Arrival:
        raw = message if isinstance(message, bytes) else message.as_bytes()
        return actions.receive_mail(raw, place=place or f"test:{next(places)}", claimed_at=at or clock.now())

    return take
