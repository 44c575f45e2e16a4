"""How many notices wait: as many bundles as are not read, since a bundle is shown as one."""

from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coorum.accounts.models import Member
from coorum.base.compiled import compiled
from coorum.notices.inbox.models import Notice


def unread_count(member: Member) -> int:
    """How many bundles the member has not read. One query over an index."""
    return next(iter(_count(member.id)), {"n": 0})["n"]


def unread_column() -> Coalesce:
    """The same as a column of a member's row, so that the page that asks who looks asks nothing more."""
    return Coalesce(Subquery(_counted().filter(member=OuterRef("id"))), 0, output_field=IntegerField())


@compiled
def _count(member_id: UUID) -> QuerySet[Notice, dict[str, Any]]:
    return _counted().filter(member=member_id)


def _counted() -> QuerySet[Notice, dict[str, Any]]:
    rows = Notice.objects.filter(read_at__isnull=True, is_rung=True).order_by()
    return rows.values("member").annotate(n=Count("bundle", distinct=True)).values("n")
