"""On one's account: the services that are linked, linking one more, and taking one off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coorum.accounts import contact
from coorum.base.errors import Refused
from coorum.linking import actions, queries
from coorum.signin import journeys, letters, way
from coorum.signin.frame import identity_page
from coorum.signin.views.linked import depart
from coorum.web.guards import recent_sign_in, signed_in
from coorum.web.request import Request


@require_safe
@identity_page
@signed_in
def index(request: Request) -> HttpResponse:
    """What is linked, since when and with what; and what could be."""
    links = list(queries.links_of(request.viewer.person))
    linked = {one.service_id for one in links}
    others = [one for one in queries.services_on() if one.id not in linked]
    return render(request, "signin/linked/index.html", {"links": links, "others": others})


@require_POST
@identity_page
@recent_sign_in
def begin(request: Request, slug: str) -> HttpResponse:
    """On to the service, by a page of ours."""
    service = queries.service_on(slug)
    if service is None:
        raise Http404
    response = depart(request, service, back=way.back_of(request), person=str(request.viewer.person.pk))
    return journeys.onward(request, response, "signin/linked/onward.html", service=service)


@require_http_methods(["GET", "POST"])
@identity_page
@recent_sign_in
def confirm(request: Request, slug: str) -> HttpResponse:
    """Link what they came back with, once they say so: nobody is linked by having been sent through here."""
    service, found = queries.service_on(slug), journeys.arrived(request, slug)
    if service is None or found is None:
        return redirect("signin:linked")
    arrival, _back = found
    if request.method != "POST":
        return render(request, "signin/linked/confirm.html", {"service": service, "arrival": arrival})
    journeys.forget(request)
    try:
        taken = {"scopes": arrival.scopes, "claims_kept": arrival.kept_with("")}
        actions.link_account(request.viewer.person, service=service, subject=arrival.subject, **taken)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _tell(request, "service_linked", service.name)
        messages.success(request, _("Linked: %(service)s.") % {"service": service.name})
    return redirect("signin:linked")


@require_POST
@identity_page
@recent_sign_in
def remove(request: Request, slug: str) -> HttpResponse:
    """Take a service off, where another way in is left."""
    link = next((one for one in queries.links_of(request.viewer.person) if one.service.slug == slug), None)
    if link is not None:
        try:
            actions.unlink_account(request.viewer.person, service=link.service)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            _tell(request, "service_unlinked", link.service.name)
            messages.success(request, _("No longer linked: %(service)s.") % {"service": link.service.name})
    return redirect("signin:linked")


def _tell(request: Request, name: str, service: str) -> None:
    letters.post(name, to=contact.address_of(request.viewer.person, "protect"), context={"service": service})
