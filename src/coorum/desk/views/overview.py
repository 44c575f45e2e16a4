"""The first page: what is due, and whose turn it is. On a fresh deployment: who the provider is."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from coorum.desk import access, due
from coorum.promises import queries as promises
from coorum.sites import queries as sites
from coorum.web.request import Request


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """What waits for somebody at this desk; every line opens its page."""
    if sites.provider() is None:
        return redirect("desk:provider")
    chains = promises.chains_health(access.officer(request))
    found = sites.all_sites()
    context = {
        "shelves": due.shelves(request, chains),
        "sites": found,
        "open": [site for site in found if site.opened_at and not site.is_suspended],
        "entries": sum(chain.entries for chain in chains),
    }
    return render(request, "desk/overview.html", context)
