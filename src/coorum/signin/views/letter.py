"""Showing once more that it is oneself, by a code from a letter: for somebody who has no password."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coorum.accounts import actions as accounts
from coorum.accounts import contact
from coorum.base.budgets import Budget, spend
from coorum.signin import entering, epoch, letters, way
from coorum.signin.counting import MINUTE
from coorum.signin.forms.codes import CodeForm
from coorum.signin.forms.passwords import FirstPasswordForm
from coorum.signin.frame import identity_page
from coorum.web.guards import let_in, recent_sign_in
from coorum.web.request import Request

_SENT = "_again_letter"
LIFE = 10 * 60


@require_http_methods(["GET", "POST"])
@identity_page
@let_in
def again(request: Request) -> HttpResponse:
    """Ask for the letter; then enter the code from it."""
    back = way.back_of(request)
    sent: Any = request.session.get(_SENT)
    is_open = sent is not None and time.time() - sent["at"] < LIFE
    if request.method == "POST" and "code" not in request.POST:
        return _send(request, back)
    process = {"person": request.viewer.person, "process": str(sent["at"]), "code": sent["code"]} if is_open else {}
    form = CodeForm(request.POST or None, **process) if is_open else None
    if request.method == "POST" and form is not None and form.is_valid():
        del request.session[_SENT]
        record_authentication(request, request.viewer.person, method="code", reauthenticated=True)
        return redirect(back or way.to("account"))
    email = contact.address_of(request.viewer.person, "protect")
    return render(request, "signin/again_letter.html", {"form": form, "email": email, "back": back})


def _send(request: Request, back: str) -> HttpResponse:
    person = request.viewer.person
    if spend(Budget(f"again_letter:{person.pk}", 3, 5 * MINUTE)) is not None:
        messages.error(request, _("Please wait a moment before you ask for another letter."))
        return redirect(way.to("again_letter", next=back))
    code = get_adapter().generate_email_verification_code()
    request.session[_SENT] = {"code": code, "at": time.time()}
    epoch.begin(request, person)
    letters.post("again", to=contact.address_of(person, "protect"), context={"code": code})
    return redirect(way.to("again_letter", next=back))


@require_http_methods(["GET", "POST"])
@identity_page
@recent_sign_in
def first_password(request: Request) -> HttpResponse:
    """A password for somebody who registered without one."""
    person = request.viewer.person
    if person.has_usable_password():
        return redirect("signin:password")
    form = FirstPasswordForm(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        accounts.change_password(
            person, password=form.cleaned_data["password"], session_key=request.session.session_key or ""
        )
        entering.stay(request, person)
        letters.post("password_changed", to=contact.address_of(person, "protect"), context={})
        messages.success(request, _("Saved. From now on you can sign in with your address and this password, too."))
        return redirect("signin:account")
    return render(request, "signin/first_password.html", {"form": form})
