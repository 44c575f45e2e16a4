"""What the staff did: their acts, from the evidence."""

from django.http import HttpResponse
from django.shortcuts import render

from coorum.accounts import queries as accounts
from coorum.accounts.roles import Role
from coorum.base import events
from coorum.base.ledger import reading
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.MANAGER)
def index(request: Request) -> HttpResponse:
    """The latest hundred acts of this site's staff, newest first."""
    names = {
        role.person.ledger_ref: getattr(role, "display_name", "") or role.person.email for role in accounts.staff()
    }
    meanings = {event.name: event.meaning for event in events.declared()}
    acts = [
        (act, meanings.get(act.kind, act.kind), names.get(act.actor_ref, ""))
        for act in reading.acts_of_staff(limit=100)
    ]
    return render(request, "console/activity.html", {"acts": acts})
