"""What somebody has besides a password: the list, the authenticator app, recovery codes."""

from base64 import b64encode
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.constants import ERROR_CORRECT_L
from qrcode.image.svg import SvgPathImage
from qrcode.main import make

from coorum.accounts.contact import address_of
from coorum.base import encryption
from coorum.base.encryption import Place
from coorum.base.errors import Refused
from coorum.factors import actions, queries, totp
from coorum.signin import entering, guesses, way
from coorum.signin.forms.factors import AppForm
from coorum.signin.frame import identity_page
from coorum.sites import queries as sites
from coorum.web.guards import has_second_factor, recent_sign_in, signed_in
from coorum.web.request import Request

#: Where the secret of an app that has shown no code yet waits in the session: sealed, like one that has.
WAITING = "_new_app"


@require_safe
@identity_page
@signed_in
def index(request: Request) -> HttpResponse:
    """What one has, and what one may add."""
    return render(request, "signin/factors/index.html", {"factors": queries.factors_of(request.viewer.person)})


@require_safe
@identity_page
@signed_in
def needed(request: Request) -> HttpResponse:
    """Why staff need a second factor, and how to set one up; then they go back to where they were."""
    back = way.back_of(request)
    if has_second_factor(request):
        return redirect(back or "signin:factors")
    if queries.has_second_factor(request.viewer.person):  # and did not show it: this session may not add another
        entering.sign_out(request)
        return redirect(way.to("login", next=back))
    return render(request, "signin/factors/needed.html", {"back": back})


@identity_page
@recent_sign_in
@require_http_methods(["GET", "POST"])
def app(request: Request) -> HttpResponse:
    """Another app, or the first: the picture and the key, then a code it shows."""
    person, secret = request.viewer.person, _waiting_secret(request)
    form = AppForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_added(request, form, secret):
        messages.success(request, _("From now on we ask for a code of your app when you sign in."))
        return _codes_or_back(request)
    address = totp.address_of(secret, issuer=_issuer(), account=address_of(person, "operate"))
    context = {"form": form, "secret": _spelled(secret), "address": address, "picture": _picture(address)}
    return render(request, "signin/factors/app.html", {**context, "back": way.back_of(request)})


@require_POST
@identity_page
@recent_sign_in
def app_remove(request: Request) -> HttpResponse:
    """The app is asked for no more."""
    actions.remove_app(request.viewer.person, session_key=request.session.session_key or "")
    entering.stay(request, request.viewer.person)
    messages.success(request, _("The authenticator app has been removed."))
    return redirect("signin:factors")


@identity_page
@recent_sign_in
@require_http_methods(["GET", "POST"])
def codes(request: Request) -> HttpResponse:
    """New recovery codes, shown on the answer to this form and never again."""
    person = request.viewer.person
    if not queries.has_second_factor(person):
        return redirect("signin:factors")
    if request.method != "POST":
        context = {"factors": queries.factors_of(person), "back": way.back_of(request)}
        return render(request, "signin/factors/codes.html", context)
    made = actions.make_codes(person, session_key=request.session.session_key or "")
    entering.stay(request, person)
    context = {"codes": made, "back": way.back_of(request) or way.to("factors"), "file": _file(made)}
    return render(request, "signin/factors/codes_made.html", context)


def after_adding(request: Request) -> HttpResponse:
    """Recovery codes first, where there are none; then back to where somebody came from."""
    return _codes_or_back(request)


def _codes_or_back(request: Request) -> HttpResponse:
    back = way.back_of(request)
    if queries.factors_of(request.viewer.person).codes_left:
        return redirect(back or "signin:factors")
    return redirect(way.to("factor_codes", next=back))


def _is_added(request: Request, form: AppForm, secret: str) -> bool:
    person = request.viewer.person
    try:
        guesses.count(request, person, process="app")
        key = request.session.session_key or ""
        actions.add_app(person, secret=secret, code=form.cleaned_data["code"], session_key=key)
    except Refused as refusal:
        form.take_refusal(refusal)
        return False
    request.session.pop(WAITING, None)
    entering.stay(request, person, "totp")
    return True


def _waiting_secret(request: Request) -> str:
    place = Place("", "session", WAITING, str(request.viewer.person.pk))
    held = request.session.get(WAITING)
    if held is None:
        held = encryption.seal(place, totp.new_secret()).hex()
        request.session[WAITING] = held
    return encryption.open_(place, bytes.fromhex(held))


def _issuer() -> str:
    provider = sites.provider()
    return provider.legal_name if provider else "coorum"


def _spelled(secret: str) -> str:
    """In fours, to be typed."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _picture(address: str) -> str:
    """The QR code of an address as a data URL: nobody else draws it."""
    drawn: Any = BytesIO()
    make(address, image_factory=SvgPathImage, border=4, error_correction=ERROR_CORRECT_L).save(drawn)
    return f"data:image/svg+xml;base64,{b64encode(drawn.getvalue()).decode()}"


def _file(made: list[str]) -> str:
    """The codes as a text file in a link."""
    lines = [_("Recovery codes for %(name)s. Each works once.") % {"name": _issuer()}, "", *made, ""]
    return f"data:text/plain;charset=utf-8;base64,{b64encode(chr(10).join(lines).encode()).decode()}"
