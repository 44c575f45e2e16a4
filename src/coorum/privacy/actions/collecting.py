"""Searching every system: each dataset answers found, none or error. A case that found an error never goes out short."""

import json
import logging
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, Party
from coorum.privacy import queries, rules, search
from coorum.privacy.actions.moving import locked, move, tell
from coorum.privacy.events import DATA_COLLECTED
from coorum.privacy.kinds import Found, State, Step
from coorum.privacy.models import Finding, RightsRequest

log = logging.getLogger(__name__)


@action
def collect(request_id: UUID) -> bool:
    """Ask the next system about a case, wherever it keeps something. Whether there is more to do.

    Each call is a transaction of its own, so that whoever waits sees what has answered, and whoever was interrupted goes
    on from there. Once all have answered the case goes on. A call too many changes nothing.
    """
    request = locked(request_id)
    if request.state == State.SCOPED:
        request = move(request.id, Step.COLLECT, actor=SYSTEM)
    if request.state != State.COLLECTING:
        return False
    to_ask = search.next_to_ask(request)
    for place in to_ask:
        _ask(request, place)
    if not to_ask:
        _go_on_if_whole(request)
    return bool(to_ask)


@action
def search_again(officer: Party, *, request: RightsRequest) -> None:
    """Ask everything once more: what did not answer, or all of it where the case is in review."""
    request = locked(request.id)
    found = Finding.objects.filter(request=request)
    if request.state == State.REVIEW:
        move(request.id, Step.COLLECT, actor=officer, why="searched again")
        found.delete()
    found.filter(result=Found.ERROR).delete()
    from coorum.privacy.tasks import collect as again

    again.later(str(request.id))


@action
def settle_by_hand(officer: Party, *, request: RightsRequest, finding: Finding, why: str) -> RightsRequest:
    """Go on without a system that does not answer: an officer has looked, and says what came of it."""
    request = locked(request.id)
    finding.result, finding.fault = Found.BY_HAND, f"{officer.id}: {why}"[:200]
    finding.save(update_fields=["result", "fault"])
    if request.state == State.COLLECTING and not search.next_to_ask(request):
        _go_on_if_whole(request)
    return request


def _ask(request: RightsRequest, place: search.Place) -> None:
    """One dataset's answer. Whatever goes wrong there is written down and does not stop the others."""
    where = {"request": request, "dataset": place.dataset.name, "community": place.site}
    earlier = Finding.objects.filter(**where).first()
    if earlier is not None and earlier.result != Found.ERROR:
        return
    finding = earlier or Finding(**where, attempts=0, content="")
    try:
        with transaction.atomic():
            rows = search.rows_of(request, place)
            finding.content = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False) if rows else ""
        finding.rows, finding.fault = len(rows), ""
        finding.result = Found.FOUND if rows else Found.NONE
    except Exception as error:  # noqa: BLE001  a room that fails is an answer: its part is marked and waits for a hand
        log.warning("dataset %s did not answer: %s", place.dataset.name, type(error).__name__)
        finding.result, finding.fault = Found.ERROR, type(error).__name__
    finding.attempts += 1
    finding.found_at = clock.now()
    finding.save()


def _go_on_if_whole(request: RightsRequest) -> None:
    """Where everything has answered: to review, or where nothing needs a person, to the answer. Else it waits for a hand."""
    from coorum.privacy.actions.deciding import decide_by_rule

    if queries.findings_of(request).filter(result=Found.ERROR).exists():
        return
    request = move(request.id, Step.FOUND, actor=SYSTEM)
    counted = {f"{one.dataset}": 0 for one in queries.findings_of(request)}
    for one in queries.findings_of(request):
        counted[one.dataset] += one.rows
    tell(DATA_COLLECTED, request, actor=SYSTEM, payload={"rows": counted})
    results = {one.result for one in queries.findings_of(request)}
    identity = getattr(request, "identity", None)
    if rules.is_plain(request.form, results, method=identity.method if identity else ""):
        decide_by_rule(request)
