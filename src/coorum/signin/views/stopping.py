"""A guardian stops a child's taking part, or takes that back: by the link of their letter and a code by mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coorum.base.errors import Refused
from coorum.privacy.actions import guardians
from coorum.privacy.guardians import queries
from coorum.signin.counting import Act, counted
from coorum.signin.forms.guardian import GuardianCodeForm
from coorum.signin.frame import identity_page
from coorum.signin.views.entry import trouble
from coorum.web.request import Request


@counted(Act.GUARDIAN)
@require_http_methods(["GET", "POST"])
@identity_page
def stop(request: Request) -> HttpResponse:
    """How it stands, and a form that sends a code first and acts on it then."""
    link = request.GET.get("code", "")
    proof = queries.proof_with(link)
    if proof is None:
        return trouble(request, _("This link is not one of ours any more."), status=404)
    form = GuardianCodeForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid() and _acted(request, form, proof)
    proof.refresh_from_db()
    form.fields["code"].required = is_sent
    context = {"form": form, "proof": proof, "is_sent": is_sent, "can_come_back": queries.can_come_back(proof)}
    return render(request, "signin/guardian/stop.html", context)


def _acted(request: Request, form: Any, proof: Any) -> bool:
    """Whether a code is on its way now; with a code, what was asked is done or not, and the form says so."""
    address, code = form.cleaned_data["address"], form.cleaned_data["code"]
    try:
        if not code:
            guardians.send_code(proof, address=address)
            return True
    except Refused as refusal:
        form.take_refusal(refusal)
        return False
    act = guardians.come_back if queries.can_come_back(proof) else guardians.stop
    if act(proof, address=address, code=code):
        messages.success(request, _("Done."))
        form.data = {}
        return False
    form.add_error("code", _("This code is not right. Please look at the letter again."))
    return True
