"""How long the cellar's own rows are kept."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.mail import kinds_gone_once_sent
from coorum.base.outbox import Letter
from coorum.base.retention import AT_ONCE, Period, Rule, Unit, Whose, dated, delete, lasting, register
from coorum.base.shared_cache import Shared
from coorum.base.tombstones import Tombstone
from coorum.base.uses import Decision


def _letters(limit: datetime) -> QuerySet[Letter]:
    """Sent letters, and those that could never be sent."""
    return Letter.objects.filter(Q(sent_at__lt=limit) | Q(sent_at=None, written_at__lt=limit))


def _whole_months(period: Period, moment: datetime) -> datetime:
    """Tombstones go by the month, as their files do."""
    return period.before(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _unbury(stones: QuerySet[Tombstone]) -> int:
    """The rows, and once that is committed the files of their months."""
    gone = delete(stones)
    transaction.on_commit(_drop_files, robust=True)
    return gone


def _drop_files() -> None:
    limit = _whole_months(KEPT_BEYOND_BACKUPS, clock.now())
    for path in Path(settings.COORUM_TOMBSTONES).glob("*.jsonl"):
        if path.stem < f"{limit:%Y-%m}":
            path.unlink(missing_ok=True)


#: Longer than the oldest backup lives (35 days), by a wide margin: a tombstone is of use while one may be restored.
KEPT_BEYOND_BACKUPS = Period(90)
_MACHINERY: dict[str, Any] = {"dataset": "base.machinery", "whose": Whose(nobody=True)}

register(
    Rule(
        id="base.decisions",
        dataset="base.decisions",
        tables=["base.Decision"],
        what=_("Uses of data that were refused, or went beyond their purpose"),
        period=Period(3, Unit.YEARS),
        since=_("the refusal"),
        reason=_("To answer for what programs and staff asked for, as all that they did."),
        whose=Whose(nobody=True),
        overdue=dated(Decision, "at"),
    ),
    Rule(
        id="base.letters",
        dataset="base.letters",
        tables=["base.Letter"],
        what=_("Records of mail sent"),
        since=_("the sending"),
        period=Period(90),
        reason=_("To answer questions about a letter that did or did not arrive."),
        overdue=_letters,
        whose=Whose(address="recipient"),
        shortest=Period(14),
        sentences=["a14-p1-i8"],
    ),
    Rule(
        id="base.last_letters",
        dataset="base.letters",
        tables=["base.Letter"],
        what=_("The last letter to an address that is erased"),
        since=_("the writing"),
        period=Period(7),
        reason=_("It goes as it is sent; where it cannot be sent, the address does not stay for it."),
        overdue=lambda limit: Letter.objects.filter(kind__in=kinds_gone_once_sent(), written_at__lt=limit),
        whose=Whose(address="recipient"),
    ),
    Rule(
        id="base.tombstones",
        tables=["base.Tombstone"],
        what=_("Notes of what was erased, for restored backups"),
        since=_("the erasure"),
        period=KEPT_BEYOND_BACKUPS,
        reason=_("A backup lives 35 days; what was erased must stay erased when one is restored."),
        overdue=dated(Tombstone, "buried_at"),
        let_go=_unbury,
        counted=_whole_months,
        **_MACHINERY,
    ),
    Rule(
        id="base.shared",
        tables=["base.Shared"],
        what=_("Counts of tries, and other short-lived values"),
        since=_("the end of their use"),
        period=AT_ONCE,
        reason=_("They serve for minutes only."),
        overdue=dated(Shared, "expires_at"),
        **_MACHINERY,
    ),
)
lasting("base.machinery", _("until the work is done"))
