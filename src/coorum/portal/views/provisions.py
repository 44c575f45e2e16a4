"""Who has my data: each recipient, what, why, since when, and every look."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from coorum.consent.notice import words_for
from coorum.openid import queries as openid
from coorum.privacy.merging.persons import persons_of
from coorum.provision import queries as provision
from coorum.web.guards import signed_in
from coorum.web.request import Request


@signed_in
def index(request: Request) -> HttpResponse:
    """One sentence on top, then a card for each operator, on every site this person belongs to, with any account."""
    persons = persons_of(request.viewer.person)
    recipients = [one for person in persons for one in provision.who_has_data_of(person)]
    member = request.viewer.member
    return render(
        request,
        "portal/provision/who_has_my_data.html",
        {
            "recipients": recipients,
            "links": openid.links_of(member) if member else [],
            "with_address": provision.companies(recipients, item="email"),
            "words": words_for(get_language() or "ja"),
        },
    )
