"""Who is told at all."""

from django.db.models import Exists, OuterRef, QuerySet

from coorum.accounts.models import Member, Pause


def reachable(members: QuerySet[Member]) -> QuerySet[Member]:
    """Those of them who are here: not whoever left or is about to, nor whose membership rests."""
    paused = Pause.objects.filter(member=OuterRef("id"))
    return members.filter(~Exists(paused), has_left=False, person__is_active=True)
