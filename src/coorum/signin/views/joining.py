"""On the site's host: joining it, being invited to it, and choosing a name there."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.base.errors import Refused
from coorum.consent import actions as consent
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import joining_notice
from coorum.profiles import queries as profiles
from coorum.provision import actions as provision
from coorum.signin import ages, way
from coorum.signin.forms.profile import NameForm
from coorum.signin.forms.signup import AgreeForm
from coorum.signin.views.entry import trouble
from coorum.web.guards import by_oneself, member_required, site_only, to_own, to_sign_in
from coorum.web.recent import is_own
from coorum.web.request import Request


@never_cache
@site_only
@require_http_methods(["GET", "POST"])
def join(request: Request) -> HttpResponse:
    """Join this site, for somebody who is registered; a guest registers first."""
    back = way.back_of(request) or "/"
    invitation = str(request.POST.get("invitation") or request.GET.get("invitation", ""))[:80]
    if request.viewer is None:
        return to_sign_in(request, next=back, new="1", invitation=invitation)
    if not is_own(request):
        return to_own(request)
    if request.viewer.member is not None:
        return _accept_as_member(request, back, invitation)
    if request.site.is_by_invitation and people.invitation_with(invitation) is None:
        return render(request, "signin/by_invitation.html", {"back": back}, status=403)
    first = ages.ask_first(request, request.site, to="join")
    if first is not None:
        return first
    form = AgreeForm(request.POST or None, notice=joining_notice(request.site, get_language() or "ja"))
    if request.method == "POST" and form.is_valid() and _has_joined(request, form, invitation):
        return redirect(way.to("name", next=back))
    return render(request, "signin/join.html", {"form": form, "back": back, "invitation": invitation})


@never_cache
@site_only
@member_required
@by_oneself
@require_http_methods(["GET", "POST"])
def own_consent(request: Request) -> HttpResponse:
    """At 16, one agrees oneself to what a guardian agreed to; or not, and the membership pauses."""
    back = way.back_of(request) or "/"
    form = AgreeForm(request.POST or None, notice=joining_notice(request.site, get_language() or "ja"))
    if request.method == "POST" and "decline" in request.POST:
        consent.withdraw_consent(request.viewer.person, kind=ConsentKind.PROVISION, by="page of one's own consent")
        return redirect("portal:consents")
    if request.method == "POST" and form.is_valid() and _is_theirs(request, form):
        return redirect(back)
    return render(request, "signin/age/own_consent.html", {"form": form, "back": back})


@never_cache
@site_only
@require_safe
def invitation(request: Request, invitation_id: UUID) -> HttpResponse:
    """What the letter of an invitation leads to."""
    code = request.GET.get("code", "")
    found = people.invitation_with(code)
    if found is None or found.id != invitation_id:
        return trouble(request, _("This invitation has been used, taken back, or has run out."), status=404)
    return render(request, "signin/invitation.html", {"invitation": found, "code": code})


@never_cache
@site_only
@member_required
@require_http_methods(["GET", "POST"])
def name(request: Request) -> HttpResponse:
    """Choose a display name; or later, on My page."""
    back, member = way.back_of(request) or "/", request.viewer.member
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.choose_display_name(member, display_name=form.cleaned_data["display_name"])
        except Refused as refusal:
            form.add_error("display_name", str(refusal))
        else:
            return redirect(_onward(member, back))
    return render(request, "signin/name.html", {"form": form, "back": back, "member": member})


def _onward(member: Any, back: str) -> str:
    """To what the operator would like to know besides, where it asks new members; a page that can be left as it is."""
    if not profiles.is_asked_on_joining(member):
        return back
    return f"{reverse('portal:fields')}?{urlencode({'new': '1', 'next': back})}"


def _has_joined(request: Request, form: Any, invitation: str) -> bool:
    try:
        language, band = get_language() or "ja", ages.said(request)
        provision.join(request.viewer.person, **form.agreed, language=language, invitation=invitation, band=band)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    ages.forget(request)
    return True


def _is_theirs(request: Request, form: Any) -> bool:
    try:
        provision.agree_oneself(request.viewer.person, **form.agreed, language=get_language() or "ja")
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _accept_as_member(request: Request, back: str, invitation: str) -> HttpResponse:
    """A member joins again: nothing to do, but an invitation to the staff is accepted (with a press, not by a link)."""
    if not invitation or people.invitation_with(invitation) is None:
        return redirect(back)
    if request.method != "POST":
        return render(request, "signin/accept.html", {"back": back, "invitation": invitation})
    accounts.accept_invitation(request.viewer.person, code=invitation)
    return redirect(back)
