"""What operators were told to correct or erase, and have not confirmed in time."""

from django.http import HttpResponse
from django.shortcuts import render

from coorum.base.every_site import every_site
from coorum.desk import access
from coorum.provision import queries
from coorum.web.request import Request


@access.at_the_desk
def overdue(request: Request) -> HttpResponse:
    """Every overdue task of every operator, the oldest on top, with whom to call."""
    with every_site(reason="which tasks of operators are overdue, at the desk", actor=access.officer(request)):
        tasks = queries.overdue_tasks()
    return render(request, "desk/privacy/overdue.html", {"tasks": tasks})
