"""Fetching what waits, taking each mail in by itself, and only after the commit saying so to the mailbox.

A mail that cannot be taken in stays where it lies and raises an alarm; the others go on. Whoever dies in between fetches
the same mails again, and knows them by their places.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import closing

from django.db import transaction

from coorum.base.errors import Refused
from coorum.base.scope import stepped_out
from coorum.enquiries.actions.receiving import receive_mail
from coorum.enquiries.actions.troubles import end_trouble, see_trouble
from coorum.enquiries.clients import mailbox
from coorum.enquiries.clients.mailbox import Delivery, MailboxError, Source
from coorum.enquiries.kinds import Trouble
from coorum.enquiries.models import Arrival

log = logging.getLogger(__name__)
NEARLY_FULL = 0.9


def poll() -> int:
    """Look into every mailbox of the deployment. Returns how many mails were taken in."""
    try:
        sources = mailbox.sources()
    except Refused as refusal:
        see_trouble(Trouble.REFUSED, str(refusal))
        return 0
    return sum(_poll(open_source) for open_source in sources)


def _poll(open_source: Callable[[], Source]) -> int:
    left: set[str] = set()
    try:
        waiting, fullness = _look(open_source, left)
    except MailboxError as error:
        see_trouble(error.kind, str(error))
        return 0
    end_trouble(Trouble.UNREACHABLE, Trouble.UNTRUSTED, Trouble.REFUSED)
    taken = [one.place for one in waiting if _take(one)]
    _say_how(fullness, is_stuck=len(taken) < len(waiting))
    settled = [*taken, *sorted(left)]
    more = _held_in_part(settled)
    transaction.on_commit(lambda: _finish(open_source, settled, more))
    return len(taken)


def _look(open_source: Callable[[], Source], left: set[str]) -> tuple[list[Delivery], float | None]:
    """What waits, and how full it is. No connection is held while the mails are taken in.

    `left` is filled with what was taken in before and lies there still: whoever did so died, or could not mark it.
    """

    def known(places: Sequence[str]) -> set[str]:
        left.update(Arrival.objects.filter(place__in=places).values_list("place", flat=True))
        return left

    with stepped_out():
        source = open_source()
    with closing(source):
        return source.fetch(known), source.fullness()


def _held_in_part(places: Sequence[str]) -> set[str]:
    """Of which mails not everything was kept here."""
    return set(Arrival.objects.filter(place__in=places, message__is_cut=True).values_list("place", flat=True))


def _take(one: Delivery) -> bool:
    try:
        receive_mail(one.raw, place=one.place, claimed_at=one.claimed_at, is_whole=one.is_whole)
    except Exception:
        # One mail must not keep the others out, whatever is wrong with it or with us.
        log.exception("a mail could not be taken in: %s", one.place)
        see_trouble(Trouble.STUCK, one.place)
        return False
    return True


def _say_how(fullness: float | None, *, is_stuck: bool) -> None:
    if not is_stuck:
        end_trouble(Trouble.STUCK)
    if fullness is not None and fullness >= NEARLY_FULL:
        see_trouble(Trouble.FULL, f"{fullness:.0%}")
    elif fullness is not None:
        end_trouble(Trouble.FULL)


def _finish(open_source: Callable[[], Source], settled: Sequence[str], more: set[str]) -> None:
    """After the commit. What cannot be marked or deleted now is known by its place, and tried again."""
    if not settled:
        return
    try:
        with closing(open_source()) as source:
            source.done(settled, more)
    except MailboxError as error:
        log.warning("the mailbox could not be marked: %s", error)
