"""After address or factors of an account changed, nobody is handed its data for three days: whoever changed them may be an
impostor, and its owner has that long to find the letter about it, and to take the change back (security §6.3, 4).
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.errors import Refused

COOLING = timedelta(hours=72)


def cools_until(person: Person) -> datetime | None:
    """From when on the person's data is handed out again; None where it is now."""
    ends_at = person.ways_changed_at + COOLING if person.ways_changed_at else None
    return ends_at if ends_at and ends_at > clock.now() else None


def ensure_cool(person: Person) -> None:
    """Raise `Refused("cooling")` while the change is young."""
    ends_at = cools_until(person)
    if ends_at is not None:
        raise Refused(
            "cooling",
            _(
                "Your address or a factor changed a short while ago. To protect you, your data is handed out from %(when)s on."
            ),
            when=date_format(timezone.localtime(ends_at), "SHORT_DATETIME_FORMAT"),
        )
