"""Reading: a page that is opened is read, a bundle or all of them at once, and the last can be undone."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.notices.inbox import live, queries
from coorum.notices.inbox.models import Notice


@action
def read_page(viewer: Viewer | None, page: UUID) -> Viewer | None:
    """The viewer sees a page: what they were told about it is read. Asks nothing where nothing waits for them."""
    if viewer is None or viewer.member is None or not viewer.unread_count:
        return viewer
    if not _waiting(viewer.member).filter(page=page).update(read_at=clock.now()):
        return viewer
    live.ring([viewer.member.id])
    return replace(viewer, unread_count=queries.unread_count(viewer.member))


@action
def read(member: Member, *, bundle: UUID | None = None) -> datetime:
    """Mark one bundle read, or all. The moment it was done at: by it `unread_again` finds them."""
    now = clock.now()
    rows = _waiting(member)
    (rows.filter(bundle=bundle) if bundle else rows).update(read_at=now)
    live.ring([member.id])
    return now


@action
def unread_again(member: Member, *, read_at: datetime) -> int:
    """Undo: what was marked at this moment waits again. How many."""
    live.ring([member.id])
    return int(Notice.objects.filter(member=member, read_at=read_at).update(read_at=None))


def _waiting(member: Member):  # type: ignore[no-untyped-def]  # a queryset
    return Notice.objects.filter(member=member, read_at=None)
