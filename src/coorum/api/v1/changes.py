"""What changed, in order: so that a copy of the community can be kept without fetching everything again."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from coorum.api import paging
from coorum.api.answers import moment
from coorum.api.credentials import needs
from coorum.api.problems import Problem
from coorum.api.schemas import After, Changes, Limit
from coorum.integrations import changes
from coorum.integrations.changes import Lost
from coorum.integrations.kinds import DELETED, TOLD_TO, Scope
from coorum.integrations.places import Place
from coorum.provision import actions as provision

router = Router(tags=["changes"])


@router.get("/changes", response=Changes, operation_id="listChanges", **needs(Scope.CHANGES_READ))
def index(
    request: Any, start: Literal["oldest", "now"] = "oldest", limit: Limit = 100, after: After = ""
) -> HttpResponse:
    """What changed past `after`, oldest first; without it, from the oldest that is kept (30 days), or from `now` on.

    Told are changes of what the key may read. 410: the place is too old, or the community was restored; fetch all anew.
    """
    found = paging.place_in(request, "changes", after)
    place = _place(found) if found else (changes.oldest() if start == "oldest" else changes.here())
    subjects = [subject for subject, scope in TOLD_TO.items() if scope in request.auth.scopes]
    try:
        rows, last, more = changes.after(place, subjects=subjects, most=limit)
    except Lost:
        raise Problem(
            410, "lost", _("This place is not kept any more. Fetch everything anew, and begin now.")
        ) from None
    following = paging.cursor_of(request, "changes", last.server, last.transaction, last.id, moment(last.at))
    return paging.page(request, _told(request, rows), following, more=more)


def _told(request: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """That somebody joined or changed is told of those who agree now; that they are gone is told always."""
    asked = {row["subject_id"] for row in rows if row["subject"] == "member" and row["what"] != DELETED}
    agree = provision.tell_some(request.auth, ids=asked)
    silent = asked - set(agree)
    shown = [row for row in rows if row["what"] == DELETED or row["subject_id"] not in silent]
    return [{name: row[name] for name in changes.TOLD} for row in shown]


def _place(found: list[Any]) -> Place:
    server, transaction, id_, at = found
    return Place(server, transaction, UUID(id_), datetime.fromisoformat(at))
