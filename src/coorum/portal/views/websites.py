"""Websites of the operator where a member signs in with the community."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.openid import actions as openid
from coorum.portal import access
from coorum.web.guards import member_required
from coorum.web.request import Request


@require_POST
@member_required
def end(request: Request, link_id: UUID) -> HttpResponse:
    """The website learns nothing more, and signs the member out."""
    link = access.link(request, link_id)
    openid.end_link(link, actor=request.viewer.party, reason="the member's wish")
    messages.success(
        request, _("%(website)s learns nothing more, and was told to sign you out.") % {"website": link.party.name}
    )
    return redirect("portal:my_data")
