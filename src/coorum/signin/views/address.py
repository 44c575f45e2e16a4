"""Another e-mail address: asked for with the password, in effect when a code from the new one is entered."""

from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coorum.accounts import contact
from coorum.signin import epoch, way
from coorum.signin.forms.address import AddressForm
from coorum.signin.frame import identity_page
from coorum.web.guards import signed_in
from coorum.web.request import Request


@identity_page
@signed_in
@require_http_methods(["GET", "POST"])
def change(request: Request) -> HttpResponse:
    """Where the code goes. The answer is the same for an address that somebody else has."""
    if not did_recently_reauthenticate(request):
        return redirect(way.to("again", next=request.get_full_path()))
    person = request.viewer.person
    form = AddressForm(request.POST or None, current=contact.address_of(person, "operate"))
    if request.method == "POST" and form.is_valid():
        epoch.begin(request, person)
        EmailVerificationProcess.initiate(request=request, user=person, email=form.cleaned_data["email"])
        return redirect("signin:verify")
    return render(request, "signin/address.html", {"form": form, "address": contact.address_of(person, "operate")})
