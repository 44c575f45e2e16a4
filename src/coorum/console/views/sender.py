"""The address that the community's letters come from, and the keys that sign them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms.hosts import SenderForm
from coorum.sites.hosts import queries as hosts
from coorum.sites.senders import actions, queries
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.OWNER)
def show(request: Request) -> HttpResponse:
    """Choosing an address, or what belongs into the DNS for the one that was chosen."""
    form = SenderForm(request.POST or None, hosts=hosts.standing_hosts())
    if request.method == "POST" and form.is_valid():
        claim = access.host_claim(request, UUID(form.cleaned_data["host"]))
        try:
            actions.begin_sending(request.viewer.party, claim, local_part=form.cleaned_data["local_part"])
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("console:sender")
    facts = {"sender": queries.sender(), "keys": queries.sender_keys(), "signing": queries.signing_key()}
    return render(request, "console/hosts/sender.html", {"form": form, "told": queries.told, **facts})


@require_POST
@staff_required(Role.OWNER)
def look(request: Request) -> HttpResponse:
    """Ask the DNS now."""
    try:
        actions.check_keys(request.viewer.party)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("console:sender")


@require_POST
@staff_required(Role.OWNER)
def renew(request: Request) -> HttpResponse:
    """The next key."""
    actions.renew_key(request.viewer.party, _sender())
    messages.success(request, _("A new key was made. Put its record into your DNS; the present one signs until then."))
    return redirect("console:sender")


@require_POST
@staff_required(Role.OWNER)
def end(request: Request) -> HttpResponse:
    """Back to the provider's address."""
    actions.end_sending(request.viewer.party, _sender())
    messages.success(request, _("Letters are sent from the provider's address again."))
    return redirect("console:sender")


def _sender() -> queries.Sender:
    found = queries.sender()
    if found is None:
        raise Http404
    return found
