"""How an operator's staff look members up: each look is a record that the member sees."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Role
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.consent.notice import PROVISION_PURPOSE
from coorum.provision.events import MEMBERS_EXPORTED, MEMBERS_LOOKED_UP
from coorum.provision.models import Act, LookedUp, LookUp, ProvidedProfile
from coorum.provision.queries import SORTS, entitled_profiles

PAGE = 50


@dataclass(frozen=True)
class MembersPage:
    """One page of the members an operator is entitled to see; `total` counts all that match."""

    profiles: list[ProvidedProfile]
    total: int
    page: int
    pages: int


@action
def list_members(staff: Viewer, *, search: str = "", sort: str = "newest", page: int = 1) -> MembersPage:
    """The members whose data was provided, 50 a page. A record is left for each member shown."""
    rows = _matching(staff, search).order_by(*SORTS.get(sort, SORTS["newest"]))
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    shown = list(rows[(page - 1) * PAGE : page * PAGE])
    _write_down(staff, Act.SEARCH if search else Act.LIST, shown)
    return MembersPage(shown, total, page, pages)


@action
def show_member(staff: Viewer, *, member_id: UUID) -> ProvidedProfile:
    """One member's provided profile. Raises `Refused("not_found")` where nothing is provided."""
    profile = _matching(staff, "").filter(member_id=member_id).first()
    if profile is None:
        raise Refused("not_found", _("There is no member here whose information you may see."))
    _write_down(staff, Act.SHOW, [profile])
    return profile


@action
def export_members(staff: Viewer, *, search: str = "") -> list[ProvidedProfile]:
    """All matching members, for a file: a further provision, and an entry in the evidence chain."""
    if not staff.is_at_least(Role.MANAGER):
        raise Refused("role", _("Only owners and managers may export members."))
    rows = list(_matching(staff, search).order_by(*SORTS["newest"]))
    _write_down(staff, Act.EXPORT, rows)
    return rows


def _matching(staff: Viewer, search: str) -> QuerySet[ProvidedProfile]:
    if not staff.is_at_least(Role.MODERATOR):
        raise Refused("role", _("Only the operator's staff may look members up."))
    rows = entitled_profiles()
    for word in search.split():
        rows = rows.filter(Q(display_name__icontains=word) | Q(user_id__icontains=word) | Q(email__icontains=word))
    return rows


def _write_down(staff: Viewer, act: Act, profiles: list[ProvidedProfile]) -> None:
    if not profiles:
        return
    look_up = LookUp.new(
        person=staff.person,
        act=act,
        purpose=PROVISION_PURPOSE,
        staff_name=staff.display_name,
        rows=len(profiles),
        made_at=clock.now(),
    )
    look_up.save()
    LookedUp.objects.bulk_create(LookedUp.new(look_up=look_up, member_id=row.member_id) for row in profiles)
    event = MEMBERS_EXPORTED if act == Act.EXPORT else MEMBERS_LOOKED_UP
    publish(event, actor=staff.party, payload={"act": act, "rows": len(profiles)}, key=look_up.id)
