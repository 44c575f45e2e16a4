"""Passkeys: signing in with one, adding, naming and removing them, and registering with one."""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coorum.base.errors import Refused
from coorum.factors import actions, queries
from coorum.signin import entering, passkeys, way
from coorum.signin.forms.factors import AnswerForm, NameForm, NewPasskeyForm
from coorum.signin.frame import identity_page
from coorum.signin.views.factors import after_adding
from coorum.web.guards import recent_sign_in
from coorum.web.request import Request


@require_POST
@identity_page
def enter(request: Request) -> HttpResponse:
    """Sign in with a passkey: it says who somebody is, and is both factors in one."""
    form, back = AnswerForm(request.POST), way.back_of(request)
    try:
        person = passkeys.shown(passkeys.ENTER, form.cleaned_data) if form.is_valid() else None
    except Refused as refusal:
        messages.error(request, str(refusal))
        person = None
    if person is None:
        return redirect(way.to("login", next=back))
    entering.show(request, person, "passkey")
    response: HttpResponse = perform_login(request, Login(user=person, redirect_url=back or None))
    return response


@identity_page
@recent_sign_in
@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A passkey of this device, or of a key."""
    person, form = request.viewer.person, NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_added(form, person, request.session.session_key or ""):
        entering.stay(request, person, "passkey")
        messages.success(request, _("The passkey is ready. You can sign in with it from now on."))
        return after_adding(request)
    context = {"form": form, "asked": passkeys.ask_for_new(person), "back": way.back_of(request)}
    return render(request, "signin/factors/passkey.html", context)


@identity_page
@recent_sign_in
@require_http_methods(["GET", "POST"])
def edit(request: Request, passkey_id: UUID) -> HttpResponse:
    """Another name for a passkey."""
    person = request.viewer.person
    passkey = next((one for one in queries.passkeys_of(person) if one.id == passkey_id), None)
    if passkey is None:
        raise Http404
    form = NameForm(request.POST or None, initial={"name": passkey.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_passkey(person, passkey_id=passkey_id, name=form.cleaned_data["name"])
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("signin:factors")
    return render(request, "signin/factors/passkey_name.html", {"form": form, "passkey": passkey})


@require_POST
@identity_page
@recent_sign_in
def remove(request: Request, passkey_id: UUID) -> HttpResponse:
    """The passkey opens nothing any more."""
    person = request.viewer.person
    try:
        actions.remove_passkey(person, passkey_id=passkey_id, session_key=request.session.session_key or "")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        entering.stay(request, person)
        messages.success(request, _("The passkey has been removed."))
    return redirect("signin:factors")


@identity_page
@require_http_methods(["GET", "POST"])
def signup(request: Request) -> HttpResponse:
    """Registering with a passkey: the address is verified, now the device makes the key."""
    stage = LoginStageController.enter(request, "new_passkey")
    if stage is None or request.user.is_authenticated:
        return redirect(way.to("login", next=way.back_of(request)))
    person, form = stage.login.user, NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_added(form, person, request.session.session_key or ""):
        entering.begin_anew(request, person, "passkey")
        return stage.exit()
    return render(request, "signin/signup_passkey.html", {"form": form, "asked": passkeys.ask_for_new(person)})


def _is_added(form: Any, person: Any, session_key: str) -> bool:
    """Whether the passkey is there now; what was wrong is said in the form."""
    try:
        key = passkeys.made(form.cleaned_data, person)
        actions.add_passkey(person, key=key, name=form.cleaned_data["name"], session_key=session_key)
    except Refused as refusal:
        form.take_refusal(refusal)
        return False
    return True
