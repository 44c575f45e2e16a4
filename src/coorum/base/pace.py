"""How fast somebody may do something: so many in an hour, counted in the rows that doing it leaves behind.

No counter of its own: nothing to fall out of step, to be personal data once more, or to be cleaned up. Requests of the
same person that run at the same instant do not see each other, so a burst may pass by as many as there are workers.
"""

from datetime import timedelta
from math import ceil
from typing import Any

from django.db.models import QuerySet

from coorum.base import clock
from coorum.base.errors import Refused

HOUR = timedelta(hours=1)


def ensure_pace(done: QuerySet[Any], *, moment: str, most: int, sentence: Any) -> None:
    """Raise `Refused`: `too_many` where `most` rows of `done` have their `moment` (a column) within the last hour.

    `sentence` may say %(minutes)s: how long until there is room again, at least 1. One query, at most `most` index rows.
    """
    now = clock.now()
    lately = done.filter(**{f"{moment}__gt": now - HOUR, f"{moment}__lte": now}).order_by(f"-{moment}")
    first = next(iter(lately.values_list(moment, flat=True)[most - 1 : most]), None)
    if first is not None:
        raise Refused("too_many", sentence, minutes=max(1, ceil((first + HOUR - now) / timedelta(minutes=1))))
