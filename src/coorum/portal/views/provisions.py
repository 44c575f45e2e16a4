"""Who has my data: each recipient, what, why, since when, and every look."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from coorum.consent.notice import words_for
from coorum.provision import queries as provision
from coorum.web.guards import signed_in
from coorum.web.request import Request


@signed_in
def index(request: Request) -> HttpResponse:
    """One sentence on top, then a card for each operator, on every site this person belongs to."""
    recipients = provision.who_has_data_of(request.viewer.person)
    return render(
        request,
        "portal/provision/who_has_my_data.html",
        {
            "recipients": recipients,
            "with_address": provision.companies(recipients, item="email"),
            "words": words_for(get_language() or "ja"),
        },
    )
