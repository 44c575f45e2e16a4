"""On one's account: customer IDs of operators, linking one, taking one off, and what the operator's website says has changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coorum.accounts import contact
from coorum.base.errors import Refused
from coorum.base.scope import site_scope
from coorum.customers import actions, queries
from coorum.signin import journeys
from coorum.signin.frame import identity_page
from coorum.signin.views.customers import depart, found
from coorum.web.guards import recent_sign_in, signed_in
from coorum.web.request import Request


@require_safe
@identity_page
@signed_in
def index(request: Request) -> HttpResponse:
    """What is linked, since when; what could be; and changes that wait for a decision."""
    person = request.viewer.person
    facts: dict[str, Any] = {"ties": queries.ties_of(person), "others": queries.directories_for(person)}
    facts["address"] = contact.address_of(person, "operate")
    return render(request, "signin/customers/index.html", facts)


@require_POST
@identity_page
@recent_sign_in
def begin(request: Request, slug: str) -> HttpResponse:
    """On to the operator's website, by a page of ours."""
    site, directory = found(request, slug)
    response = depart(request, site, directory, person=str(request.viewer.person.pk))
    return journeys.onward(request, response, "signin/customers/onward.html", service=directory)


@require_http_methods(["GET", "POST"])
@identity_page
@recent_sign_in
def confirm(request: Request, slug: str) -> HttpResponse:
    """Link what they came back with, once they say so: nobody is linked by having been sent through here."""
    site, directory = found(request, slug)
    known = journeys.arrived(request, directory.slug)
    if known is None:
        return redirect("signin:customers")
    arrival, _back = known
    if request.method != "POST":
        return render(request, "signin/customers/confirm.html", {"directory": directory, "arrival": arrival})
    journeys.forget(request)
    taken = {"subject": arrival.subject, "scopes": arrival.scopes, "claims_kept": arrival.kept_with("")}
    return _done(request, site, _("Linked."), actions.link_customer, directory=directory, **taken)


@require_POST
@identity_page
@recent_sign_in
def remove(request: Request, slug: str) -> HttpResponse:
    """Take a customer ID off, where another way in is left."""
    site, _directory = found(request, slug, tried=False)
    return _done(request, site, _("No longer linked."), actions.unlink_customer)


@require_POST
@identity_page
@recent_sign_in
def change(request: Request, slug: str) -> HttpResponse:
    """Take over what the website said, or forget it. An address is changed like any other: by a code sent there."""
    site, _directory = found(request, slug, tried=False)
    with site_scope(site.id):
        link = queries.link_of_person(request.viewer.person)
        told = link.changes.first() if link else None
        if told is None:
            return redirect("signin:customers")
        if "forget" in request.POST:
            actions.dismiss_change(told)
        elif "address" in request.POST:
            request.session["_new_address"] = told.email
            return redirect("signin:address")
        else:
            try:
                actions.take_over_name(told)
            except Refused as refusal:
                messages.error(request, str(refusal))
    return redirect("signin:customers")


def _done(request: Request, site: Any, words: str, act: Any, **given: Any) -> HttpResponse:
    try:
        with site_scope(site.id):
            act(request.viewer.person, **given)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("signin:customers")
