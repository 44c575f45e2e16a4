"""A member as the other members see them: name, picture, a few words, and the answers they agreed to show."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from coorum.accounts import profile
from coorum.portal import access
from coorum.profiles import queries
from coorum.provision import actions as provision
from coorum.web.brand import media_url
from coorum.web.guards import taking_part
from coorum.web.request import Request


@taking_part
def show(request: Request, user_id: str) -> HttpResponse:
    """For members and staff. What staff see of the answers here is a look like any other, and recorded."""
    member, language = access.member(request, user_id), get_language() or "ja"
    shown = queries.shown_to_members(member, language)
    if shown and request.viewer.is_staff and request.viewer.member != member:
        provision.show_answers(request.viewer, member_id=member.id)
    seen = profile.profile_of(member)
    context = {
        "member": member,
        "avatar_url": media_url(seen.avatar_key),
        "shown": shown,
        "bio": "" if member.is_private else member.bio,
    }
    return render(request, "portal/accounts/member.html", context)
