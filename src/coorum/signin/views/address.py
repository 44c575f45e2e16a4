"""Another e-mail address: asked for with the password, in effect when a code from the new one is entered."""

from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coorum.accounts import actions as accounts
from coorum.accounts import contact
from coorum.base.errors import Refused
from coorum.signin import epoch, way
from coorum.signin.forms.address import AddressForm
from coorum.signin.frame import identity_page
from coorum.signin.views.entry import trouble
from coorum.web.guards import signed_in
from coorum.web.recent import is_recent
from coorum.web.request import Request


@identity_page
@signed_in
@require_http_methods(["GET", "POST"])
def change(request: Request) -> HttpResponse:
    """Where the code goes. The answer is the same for an address that somebody else has."""
    if not is_recent(request):
        return redirect(way.to("again", next=request.get_full_path()))
    person = request.viewer.person
    initial = {"email": request.session.get("_new_address", "")}
    form = AddressForm(request.POST or None, current=contact.address_of(person, "operate"), initial=initial)
    if request.method == "POST" and form.is_valid():
        request.session.pop("_new_address", None)
        epoch.begin(request, person)
        EmailVerificationProcess.initiate(request=request, user=person, email=form.cleaned_data["email"])
        return redirect("signin:verify")
    return render(request, "signin/address.html", {"form": form, "address": contact.address_of(person, "operate")})


@identity_page
@require_http_methods(["GET", "POST"])
def take_back(request: Request) -> HttpResponse:
    """What the letter to the old address leads to: one press takes the change back."""
    code = str(request.POST.get("code") or request.GET.get("code", ""))[:80]
    if accounts.change_with(code) is None:
        return trouble(request, _("This link has been used, or is too old. Please write to us."), status=404)
    if request.method != "POST":
        return render(request, "signin/address_back.html", {"code": code})
    try:
        accounts.take_address_back(code)
    except Refused as refusal:
        return trouble(request, str(refusal), status=409)
    auth.logout(request)
    messages.success(
        request, _("Your address is yours again. Please choose a new password now: the old one opens nothing.")
    )
    return redirect("signin:recover")
