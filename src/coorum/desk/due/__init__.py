"""What waits for somebody at the desk: a line for each matter, on three shelves, the longest overdue first."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from coorum.desk.due import house, matters
from coorum.desk.due.line import Line
from coorum.organisation.queries import today
from coorum.promises.queries import ChainHealth
from coorum.web.request import Request


@dataclass(frozen=True)
class Shelf:
    """Lines of one kind of haste, under a heading."""

    title: str
    lines: list[Line]


def shelves(request: Request, chains: list[ChainHealth]) -> list[Shelf]:
    """What is for today, what has time, and what is somebody else's turn or only to be kept in view."""
    ours = [*matters.lines(request), *house.lines(request, chains)]
    ours.sort(key=lambda one: one.day or date.min)
    now = today()
    return [
        Shelf(_("Today"), [one for one in ours if one.presses_on(now)]),
        Shelf(_("Coming up"), [one for one in ours if not one.presses_on(now)]),
        Shelf(_("Kept in view"), list(house.views(chains))),
    ]
