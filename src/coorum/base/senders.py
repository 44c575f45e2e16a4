"""Who speaks in a letter: the deployment, or a community in its own name, signed for its domain.

Whether a community has a sender of its own is for a room upstairs to say (`ask`), and which kinds of letters are the
community's, for the rooms that write them (`speaks_for_site`): whatever the provider answers for goes out in its own name.
"""

import email
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from uuid import UUID

from django.core.mail import EmailMultiAlternatives

from coorum.base.scope import PROVIDER


@dataclass(frozen=True)
class Sender:
    """An address, and the header that signs a message for its domain (base/dkim.py)."""

    address: str
    signature: Callable[[bytes], bytes]


Ask = Callable[[UUID], Sender | None]
_asked: list[Ask] = []
_of_sites: set[str] = set()


def ask(who: Ask) -> None:
    """Say who knows the senders of communities, by the site's id."""
    _asked.append(who)


def speaks_for_site(*kinds: str) -> None:
    """Declare kinds of letters in which the community speaks."""
    _of_sites.update(kinds)


def kinds_of_sites() -> list[str]:
    """Those kinds."""
    return sorted(_of_sites)


def sender_of(kind: str, site_id: UUID) -> Sender | None:
    """The community's own sender for a letter of this kind; None where the deployment speaks."""
    if kind not in _of_sites or site_id == PROVIDER:
        return None
    return next((found for who in _asked if (found := who(site_id))), None)


class SignedLetter(EmailMultiAlternatives):
    """A letter in a community's name. The envelope stays the deployment's: what comes back, comes back to it.

    It is written in ASCII, so that nobody has to write it otherwise on its way, and once: each time it is asked for, it is
    the same to the letter.
    """

    def __init__(self, *args: Any, sender: Sender, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sender = sender

    def message(self, *, policy: Any = SMTP) -> EmailMessage:
        plain: Any = SMTP.clone(cte_type="7bit")
        written = super().message(policy=plain).as_bytes()
        signed = self.sender.signature(written) + written
        return email.message_from_bytes(signed, policy=policy.clone(cte_type="7bit", refold_source="none"))
