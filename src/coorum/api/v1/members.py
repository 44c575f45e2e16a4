"""Members: as far as each agreed that the operator is told, and each time on their record."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from coorum.api import paging
from coorum.api.answers import said
from coorum.api.credentials import needs
from coorum.api.people import member
from coorum.api.problems import Problem
from coorum.api.schemas import After, Limit, Member, Members, ProfileField, ProfileFields
from coorum.integrations.caller import Caller
from coorum.integrations.kinds import Scope
from coorum.profiles import queries as profiles
from coorum.provision import actions as provision

router = Router(tags=["members"])


@router.get("/members", response=Members, operation_id="listMembers", **needs(Scope.MEMBERS_READ))
def index(request: Any, limit: Limit = 20, after: After = "") -> HttpResponse:
    """The members who agreed, in the order in which they did."""
    place = paging.place_in(request, "members", after)
    told, more = provision.tell_members(request.auth, after=UUID(place[0]) if place else None, most=limit)
    following = paging.cursor_of(request, "members", told[-1].place) if more else None
    answers = provision.tell_answers(request.auth, members=[one.member_id for one in told])
    items = [member(request, one, answers.get(one.member_id, ())) for one in told]
    return paging.page(request, items, following)


@router.get("/members/{uuid:member_id}", response=Member, operation_id="showMember", **needs(Scope.MEMBERS_READ))
def show(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One member; 404 for whoever did not agree, or does no more."""
    system: Caller = request.auth  # type: ignore[attr-defined]  # what credentials.py found
    told = provision.tell_some(system, ids=[member_id])
    if member_id not in told:
        raise Problem(404, "not_found", _("There is no member here whose information you may see."))
    answers = provision.tell_answers(system, members=[member_id])
    return said(request, member(request, told[member_id], answers.get(member_id, ())))


@router.get("/fields", response=ProfileFields, operation_id="listFields", **needs(Scope.MEMBERS_READ))
def fields(request: HttpRequest) -> HttpResponse:
    """The profile fields of this community, in their order: what the answers of members mean."""
    asked = [{name: getattr(one, name) for name in ProfileField.model_fields} for one in profiles.fields()]
    return said(request, {"items": asked})
