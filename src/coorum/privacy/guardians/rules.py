"""How a guardian is asked, and how long anything of it lasts (X5). No database and no clock here.

ASKED --agrees--> AGREED --the child goes on--> REGISTERED --stops it--> WITHDRAWN
ASKED --refuses, or 7 days--> gone              AGREED --14 days--> gone
"""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from coorum.accounts.bands import Band
from coorum.base.errors import Refused
from coorum.base.retention import Period, Unit

#: How long a guardian has to answer, and then the child to go on.
TO_ANSWER = timedelta(days=7)
TO_GO_ON = timedelta(days=14)
#: How long it can be until somebody who said so is 18.
_UNTIL_OF_AGE = {
    Band.CHILD: Period(3, Unit.YEARS),
    Band.YOUTH: Period(2, Unit.YEARS),
    Band.ADULT: Period(0, Unit.YEARS),
}


def of_age_at(band: str, said_at: datetime) -> datetime:
    """From when the clock of a proof runs. Asked again once a year, it moves on with each answer of "15 or younger"."""
    return _UNTIL_OF_AGE[Band(band)].after(said_at)


def ensure_another(child: str, guardian: str) -> None:
    """Raises `Refused("same_address")` where both are the same mailbox: a tag after a plus makes it no other."""
    if _mailbox(child) == _mailbox(guardian):
        raise Refused(
            "same_address",
            _("This is your own address. Please give your parent's or guardian's."),
            field="guardian",
        )


def mark_of(address: str) -> str:
    """By what an ask of the same address is found."""
    return salted_hmac("coorum.guardians.mark", address.strip().lower(), algorithm="sha256").hexdigest()


def commitment_to(address: str, salt: str) -> str:
    """What a proof holds of a guardian's address."""
    return salted_hmac("coorum.guardians.proof", f"{salt}:{address.strip().lower()}", algorithm="sha256").hexdigest()


def masked(address: str) -> str:
    """An address as a guardian recognises it and nobody else can use it: h•••@people.example."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}•••@{host}"


def _mailbox(address: str) -> str:
    name, _at, host = address.strip().lower().partition("@")
    return f"{name.partition('+')[0]}@{host}"
