"""The first page: what needs an answer, what grew, who is new; before the opening, the way there."""

from django.http import HttpResponse
from django.shortcuts import render

from coorum.accounts.roles import Role
from coorum.community import queries as community
from coorum.console.steps import steps_for
from coorum.moderation import queries as moderation
from coorum.provision import queries as provision
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.MODERATOR)
def index(request: Request) -> HttpResponse:
    """The week in one screen; every number opens its list."""
    steps = steps_for(request.site)
    return render(
        request,
        "console/overview.html",
        {
            "steps": steps,
            "is_ready": all(step.is_done for step in steps),
            "week": community.week_of_site(),
            "questions": community.count_waiting(),
            "reports": moderation.counts(),
            "joined": provision.joined_since(days=7),
            "entitled": provision.entitled_profiles().count(),
        },
    )
