"""Writing the letters that are due: one to each member, with what they have not read and may still see."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from django.utils import translation

from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base import clock
from coorum.base.actions import action
from coorum.notices.inbox import letters
from coorum.notices.inbox.models import Notice
from coorum.notices.inbox.queries.bundles import COLUMNS, bundles_of
from coorum.notices.inbox.queries.choices import is_stopped
from coorum.notices.inbox.queries.reaching import reachable

#: Members one turn writes to: each turn is one transaction.
AT_ONCE = 50


@action
def send_due() -> bool:
    """Write to the next members for whom something is due. Answers whether there may be more.

    The rows are held while their letter is written, and let go in the same transaction: whoever comes second finds them gone,
    and who breaks off has written nothing. Nothing is written to whoever has read it all.
    """
    due = Notice.objects.filter(mail_at__lte=clock.now())
    members = list(due.order_by("member").values_list("member", flat=True).distinct()[:AT_ONCE])
    held = due.filter(member__in=members).select_for_update(of=("self",), skip_locked=True)
    rows: dict[UUID, list[UUID]] = defaultdict(list)
    for row in held.order_by("member", "id").values("id", "member_id"):
        rows[row["member_id"]].append(row["id"])
    for member in reachable(Member.objects.filter(id__in=rows)).select_related("person"):
        _write(member, rows[member.id])
    Notice.objects.filter(id__in=[one for some in rows.values() for one in some]).update(mail_at=None)
    return bool(rows) and len(members) == AT_ONCE


def _write(member: Member, ids: Sequence[UUID]) -> None:
    rows: list[dict[str, Any]] = list(
        Notice.objects.filter(id__in=ids, read_at=None).order_by("-happened_at", "-id").values(*COLUMNS)
    )
    viewer: Viewer = viewer_on_site(member.person)
    with translation.override(member.person.language or "ja"):
        bundles = letters.without_advertising(bundles_of(viewer, rows)) if rows else []
    if bundles and not is_stopped(member):
        letters.write(member, bundles, key=uuid5(member.id, ",".join(sorted(map(str, ids)))))
