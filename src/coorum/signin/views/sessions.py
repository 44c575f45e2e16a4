"""The account, the devices signed in, and the ways out."""

from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coorum.accounts import actions as accounts
from coorum.accounts import contact, devices
from coorum.accounts import queries as people
from coorum.signin import entering, way
from coorum.signin.forms.profile import LanguageForm
from coorum.signin.frame import identity_page, page_of_every_host
from coorum.web.guards import signed_in
from coorum.web.request import Request


@identity_page
@signed_in
@require_http_methods(["GET", "POST"])
def account(request: Request) -> HttpResponse:
    """Address, password, devices, and the language of letters."""
    person = request.viewer.person
    form = LanguageForm(request.POST or None, initial={"language": person.language})
    if request.method == "POST" and form.is_valid():
        accounts.choose_language(person, language=form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return redirect("signin:account")
    context = {"form": form, "address": contact.address_of(person, "operate"), "age": people.age_of(person)}
    return render(request, "signin/account.html", context)


@identity_page
@signed_in
def index(request: Request) -> HttpResponse:
    """The devices on which one is signed in."""
    found = devices.devices_of(request.viewer.person, session_key=request.session.session_key)
    return render(request, "signin/sessions.html", {"devices": found})


@require_POST
@identity_page
@signed_in
def remove(request: Request, device_id: str) -> HttpResponse:
    """Sign one device out. Signing this one out is signing out."""
    accounts.revoke_device(request.viewer.person, device_id=device_id)
    if not request.session.exists(request.session.session_key or ""):
        auth.logout(request)
        return redirect("signin:login")
    messages.success(request, _("That device has been signed out."))
    return redirect("signin:sessions")


@require_POST
@page_of_every_host
@signed_in
def everywhere(request: Request) -> HttpResponse:
    """Sign out on every device and every site."""
    accounts.revoke_sessions(request.viewer.person)
    auth.logout(request)
    messages.success(request, _("You have been signed out on all devices."))
    return redirect("/" if request.site else "signin:login")


@require_http_methods(["GET", "POST"])
@page_of_every_host
def logout(request: Request) -> HttpResponse:
    """Sign out of this site; a page asks first, so that no link or picture can do it."""
    back = way.back_of(request) or ("/" if request.site else f"{way.to('login')}{request.carried}")
    if request.viewer is None:
        return redirect(back)
    if request.method != "POST":
        return render(request, "signin/logout.html", {"back": back})
    entering.sign_out(request)
    messages.success(request, _("You have signed out."))
    return redirect(back)
