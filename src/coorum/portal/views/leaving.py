"""Leaving a community, closing the account, coming back, and the page that proves it: on the provider's host."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coorum.accounts import contact
from coorum.accounts import queries as people
from coorum.base.errors import Refused
from coorum.base.scope import site_scope
from coorum.community import queries as community
from coorum.portal import access
from coorum.portal.addresses import erasure_page
from coorum.portal.forms.leaving import LeavingForm
from coorum.privacy import queries as privacy
from coorum.privacy.actions import erasing
from coorum.privacy.erasure import queries, rules
from coorum.privacy.erasure.kinds import State
from coorum.privacy.merging import queries as merging
from coorum.sites import queries as sites
from coorum.web.guards import recent_sign_in, signed_in
from coorum.web.request import Request


@access.of_the_provider
@signed_in
def create(request: Request) -> HttpResponse:
    """What goes, what stays until when and why; then which place, and what becomes of the posts."""
    person = request.viewer.person
    communities = privacy.communities_of(person)
    choices = [(str(one.id), one.name) for one in communities]
    here = next((str(one.id) for one in communities if one.slug == request.GET.get("from")), "")
    form = LeavingForm(request.POST or None, communities=choices, initial={"place": here})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        community = next((one for one in communities if str(one.id) == given["place"]), None)
        try:
            wish = erasing.ask_to_leave(
                person, community=community, keep_posts=given["posts"] == "keep", language=request.LANGUAGE_CODE
            )
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("portal:confirm_leaving", wish.id)
    context = {"form": form, "under_way": _with_pages(person), "grace": rules.GRACE.days, "backups": rules.BACKUPS.days}
    return render(request, "portal/privacy/leave.html", context, status=400 if form.errors else 200)


@access.of_the_provider
@recent_sign_in
def confirm(request: Request, erasure_id: UUID) -> HttpResponse:
    """Whoever comes here has just signed in once more. One press, and everything stops."""
    wish = access.own_erasure(request, erasure_id)
    if wish.state == State.REQUESTED and request.method == "POST":
        erasing.confirm(request.viewer.person, erasure=wish)
        messages.success(request, _("Everything has stopped. You can come back for %(days)s days.") % {"days": 14})
    if wish.state != State.REQUESTED or request.method == "POST":
        return redirect(erasure_page(wish.id))
    context = {"one": wish, "grace": rules.GRACE.days, "naming": _naming(wish) if wish.keep_posts else []}
    return render(request, "portal/privacy/confirm_leaving.html", context)


@access.of_the_provider
@recent_sign_in
def undo(request: Request, erasure_id: UUID) -> HttpResponse:
    """Come back."""
    wish = access.own_erasure(request, erasure_id)
    if request.method == "POST":
        erasing.undo(request.viewer.person, erasure=wish)
        messages.success(
            request, _("Welcome back. Agree again to what you want to agree to: nothing was agreed for you.")
        )
    return redirect(erasure_page(wish.id))


@never_cache
@access.of_the_provider
def show(request: Request, token: str) -> HttpResponse:
    """How far it is, and the proof. For whoever has the link: the account may be gone."""
    one = access.erasure_with(token)
    context = {
        "one": one,
        "token": token,
        "lines": queries.progress(one) if one.begun_at else [],
        "paper": queries.newest_paper(one),
        "merged": merging.merge_of(one) is not None,
        "is_own": bool(request.viewer and request.viewer.person.id == one.person_id),
        "states": State,
    }
    return render(request, "portal/privacy/erasure.html", context)


@never_cache
@access.of_the_provider
def proof(request: Request, token: str) -> HttpResponse:  # noqa: ARG001  every view takes it
    """The signed paper as a file (compact JWS)."""
    paper = access.erasure_paper(access.erasure_with(token))
    headers = {"Content-Disposition": f'attachment; filename="erasure-{paper.stage}.jws"'}
    return HttpResponse(paper.signed, content_type="application/jose", headers=headers)


def _naming(wish: Any) -> list[tuple[Any, str]]:
    """Their own posts and comments that would stay and in which they name themselves, with the address of each."""
    found = []
    for site in queries.sites_of(wish):
        with site_scope(site.id):
            viewer = people.viewer_on_site(wish.person)
            names = [viewer.display_name, viewer.user_id, contact.address_of(wish.person, "guide")]
            if viewer.member:
                mine = community.own_words_naming(viewer.member.id, names)
                found += [(one, f"{sites.origin_of(site)}{one.path}") for one in mine]
    return found


def _with_pages(person: Any) -> list[tuple[Any, str]]:
    return [(one, erasure_page(one.id)) for one in queries.under_way(person)]
