"""Every read about accounts that became one."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from coorum.accounts import queries as people
from coorum.accounts.bands import MINORS
from coorum.accounts.models import Member, Pause, Person, StaffRole
from coorum.base.gates import HOLD
from coorum.base.personal_data import Dataset, Subject, Tag, datasets
from coorum.base.scope import site_scope
from coorum.moderation import queries as moderation
from coorum.privacy import rules as requests
from coorum.privacy.erasure import queries as erasures
from coorum.privacy.erasure.kinds import LEAVING, State
from coorum.privacy.kinds import State as RequestState
from coorum.privacy.merging.moves import MEMBERSHIP
from coorum.privacy.merging.rules import Standing
from coorum.privacy.models import Erasure, LegalHold, Merge, MergeMove, RightsRequest
from coorum.sites import queries as sites
from coorum.sites.models import Site

_GOING = (*LEAVING, State.ERASING)


def open_merge(person: Person) -> Merge | None:
    """The merge of this account, into it or out of it, that can still be undone, or None."""
    return _open().filter(Q(from_person=person) | Q(into_person=person)).first()


def merge_of(erasure: Erasure) -> Merge | None:
    """The merge for which this account goes, or None where its owner simply leaves."""
    return Merge.objects.filter(erasure=erasure, undone_at=None).first()


def resting_into(person: Person) -> list[Merge]:
    """Accounts that became this one and can still come back."""
    return list(_open().filter(into_person=person))


def undo_until(merge: Merge) -> datetime | None:
    """Until when it can be undone."""
    return merge.erasure.due_at if merge.erasure else None


def to_agree_again(merge: Merge) -> list[Site]:
    """The communities that went over and in which nothing was agreed to anew yet: the membership is paused there."""
    return [site for site in sites.all_sites() if _is_paused(site, merge)]


def _is_paused(site: Site, merge: Merge) -> bool:
    with site_scope(site.id):
        went = MergeMove.objects.filter(merge=merge.id, column=MEMBERSHIP.name).first()
        return went is not None and Pause.objects.filter(member__in=went.rows).exists()


def _open() -> QuerySet[Merge]:
    rows = Merge.objects.select_related("from_person", "into_person", "erasure__person", "erasure__community__operator")
    return rows.filter(undone_at=None, erasure__state=State.GRACE).order_by("done_at")


def standing_of(person: Person) -> Standing:
    """What the rules ask about one account."""
    ended = (*requests.ENDED, RequestState.DELIVERED)
    bound, roles = _on_sites(person)
    age = people.age_of(person)
    return Standing(
        is_verified=person.is_active and people.is_verified(person),
        at_the_desk=people.desk_role_of(person) is not None,
        is_merging=open_merge(person) is not None,
        is_leaving=people.is_closing(person) or erasures.of_person(person).filter(state__in=_GOING).exists(),
        has_open_request=RightsRequest.objects.filter(person=person).exclude(state__in=ended).exists(),
        is_bound=bound or LegalHold.objects.filter(lifting=None, person=person.id).exists(),
        is_minor=age is not None and age.band in MINORS,
        works_on=roles,
    )


def _on_sites(person: Person) -> tuple[bool, frozenset[UUID]]:
    """Whether a hold or an open report binds them on some site, and the sites they work on."""
    is_bound, roles = False, set()
    for site in sites.all_sites():
        with site_scope(site.id):
            if StaffRole.objects.filter(person=person).exists():
                roles.add(site.id)
            member = people.member_of(person)
            is_bound = is_bound or (member is not None and _is_bound(member))
    return is_bound, frozenset(roles)


def _is_bound(member: Member) -> bool:
    subject = Subject(member.person_id, member.site_id, member.id)
    held = any(one.merging and not HOLD.allows(one.name, subject) for one in datasets())
    return held or moderation.has_open_case(member)


def undeclared() -> list[str]:
    """Datasets with something personal of which nobody has said what a merge does to them: while there is one, none is made."""
    return [one.name for one in datasets() if _is_personal(one) and one.merging is None]


def _is_personal(dataset: Dataset) -> bool:
    return any(Tag.PERSONAL in table.tags().values() for table in dataset.tables)
