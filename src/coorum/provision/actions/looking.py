"""How an operator's staff and systems look members up: each look is a record that the member sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Member, Person, Role
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.consent.notice import ADVERTISING_PURPOSE, PROVISION_PURPOSE
from coorum.provision.events import MEMBERS_EXPORTED, MEMBERS_LOOKED_UP
from coorum.provision.models import Act, LookedUp, LookUp, ProvidedProfile, ProvidedWish
from coorum.provision.queries import SORTS, entitled_profiles, entitled_wishes, wanted_at
from coorum.provision.ways import WAYS

PAGE = 50


@dataclass(frozen=True)
class MembersPage:
    """One page of the members an operator is entitled to see; `total` counts all that match."""

    profiles: list[ProvidedProfile]
    total: int
    page: int
    pages: int


@action
def list_members(
    staff: Viewer, *, search: str = "", sort: str = "newest", page: int = 1, wanting: bool = False
) -> MembersPage:
    """The members whose data was provided, 50 a page; or those `wanting` advertising mail, with `wanted_at`.

    A record is left for each member shown, under the purpose for which they were.
    """
    rows = _matching(staff, search, wanting=wanting).order_by(*SORTS.get(sort, SORTS["newest"]))
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    shown = list(rows[(page - 1) * PAGE : page * PAGE])
    purpose = ADVERTISING_PURPOSE if wanting else PROVISION_PURPOSE
    _write_down(staff, Act.SEARCH if search else Act.LIST, [row.member_id for row in shown], purpose)
    return MembersPage(shown, total, page, pages)


@action
def show_member(staff: Viewer, *, member_id: UUID) -> ProvidedProfile:
    """One member's provided profile; `wanted_at` is when they agreed to advertising mail, None where they do not want it.

    Raises `Refused("not_found")` where nothing is provided.
    """
    profile = _matching(staff, "").filter(member_id=member_id).annotate(wanted_at=wanted_at()).first()
    if profile is None:
        raise Refused("not_found", _("There is no member here whose information you may see."))
    _write_down(staff, Act.SHOW, [member_id])
    if profile.wanted_at:
        _write_down(staff, Act.SHOW, [member_id], ADVERTISING_PURPOSE)
    return profile


@action
def find_by_customer(staff: Viewer, *, member: Member) -> ProvidedProfile | None:
    """Whose customer ID staff looked up, as far as it is provided to the operator; None without consent in force."""
    profile = _matching(staff, "").filter(member=member).first()
    if profile is not None:
        _write_down(staff, Act.CUSTOMER, [member.id])
    return profile


@action
def tell_website(member: Member, *, website: str, items: Iterable[str]) -> dict[str, Any]:
    """What a website of the operator's reads of one member who signed in there, by item; a record is left.

    Only what the consent in force lets go: without it nothing, whatever the website was promised before.
    """
    profile = entitled_profiles().select_related("provision").filter(member=member).first()
    if profile is None:
        return {}
    columns = WAYS[PROVISION_PURPOSE].columns
    told = {item: getattr(profile, columns[item]) for item in items if item in profile.provision.items}
    note_look(Act.WEBSITE, [member.id], PROVISION_PURPOSE, name=website, actor=Party("website"))
    return told


@action
def export_members(staff: Viewer, *, search: str = "") -> list[ProvidedProfile]:
    """All matching members, for a file: a further provision, and an entry in the evidence chain."""
    ensure_may_export(staff)
    rows = list(_matching(staff, search).order_by(*SORTS["newest"]))
    _write_down(staff, Act.EXPORT, [row.member_id for row in rows])
    return rows


@action
def export_wishes(staff: Viewer, *, search: str = "") -> list[ProvidedWish]:
    """Those of them who want advertising mail, for a file: address, when they agreed, and on which receipt (b-6)."""
    ensure_may_export(staff)
    members = _matching(staff, search, wanting=True).values("member")
    wishes = entitled_wishes().filter(member__in=members).select_related("provision__receipt")
    rows = list(wishes.order_by("-agreed_at", "id"))
    _write_down(staff, Act.EXPORT, [row.member_id for row in rows], ADVERTISING_PURPOSE)
    return rows


def ensure_may_export(staff: Viewer) -> None:
    """Raises `Refused("role")`."""
    if not staff.is_at_least(Role.MANAGER):
        raise Refused("role", _("Only owners and managers may export members."))


def _matching(staff: Viewer, search: str, *, wanting: bool = False) -> QuerySet[ProvidedProfile]:
    if not staff.is_at_least(Role.MODERATOR):
        raise Refused("role", _("Only the operator's staff may look members up."))
    rows = entitled_profiles()
    if wanting:
        rows = rows.annotate(wanted_at=wanted_at()).exclude(wanted_at=None)
    for word in search.split():
        rows = rows.filter(Q(display_name__icontains=word) | Q(user_id__icontains=word) | Q(email__icontains=word))
    return rows


def _write_down(staff: Viewer, act: Act, members: list[UUID], purpose: str = PROVISION_PURPOSE) -> None:
    if members:
        note_look(act, members, purpose, name=staff.display_name, actor=staff.party, person=staff.person)


def note_look(
    act: Act,
    members: list[UUID],
    purpose: str,
    *,
    name: str,
    actor: Party,
    person: Person | None = None,
    of_answers: bool = False,
) -> None:
    """A record of the look, and of each member in it."""
    facts = {"act": act, "purpose": purpose, "staff_name": name, "rows": len(members), "of_answers": of_answers}
    look_up = LookUp.new(person=person, made_at=clock.now(), **facts)
    look_up.save()
    LookedUp.objects.bulk_create(LookedUp.new(look_up=look_up, member_id=member) for member in members)
    event = MEMBERS_EXPORTED if act == Act.EXPORT else MEMBERS_LOOKED_UP
    publish(event, actor=actor, payload={"act": act, "rows": len(members), "purpose": purpose}, key=look_up.id)
