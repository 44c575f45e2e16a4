"""My data as a file: at any time, without a case and a fee."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from coorum.accounts.cooling import cools_until
from coorum.portal import access
from coorum.privacy import actions
from coorum.privacy.erasure import queries
from coorum.web.guards import recent_sign_in
from coorum.web.request import Request


@access.of_the_provider
@recent_sign_in
def index(request: Request) -> HttpResponse:
    """Ask for a copy; fetch the newest. While it is being made, the page looks again by itself."""
    person = request.viewer.person
    if request.method == "POST":
        actions.ask_for_copy(person, language=request.LANGUAGE_CODE)
        return redirect("portal:own_copy")
    context = {"copy": queries.newest_copy(person), "cools_until": cools_until(person)}
    return render(request, "portal/privacy/own_copy.html", context)


@access.of_the_provider
@recent_sign_in
def fetch(request: Request, copy_id: UUID) -> HttpResponse:
    """The file."""
    copy = access.own_copy(request, copy_id)
    content = actions.fetch_copy(request.viewer.person, copy=copy)
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/zip", headers=headers)
