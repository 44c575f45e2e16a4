"""Journeys to a linked service and back, as the visitor's session remembers them: several tabs may be on their way at once.

A journey serves once. Who arrives from one waits here until they have agreed, or confirmed a link, and no longer than some
minutes; nothing of it is a session yet.
"""

import time
from dataclasses import asdict, dataclass
from secrets import token_urlsafe
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coorum.linking.asking import Arrival, Question
from coorum.sites import queries as sites
from coorum.web.request import Request

LIFE = 10 * 60
MOST = 5
_JOURNEYS, _ARRIVED = "_journeys", "_arrived"


@dataclass(frozen=True)
class Journey:
    """One question under way: to which service, where to go then, and for whom an account is to be linked (or "").
    `trial`: an owner tries the way in, and nobody is signed in by it.
    """

    service: str
    question: Question
    back: str
    person: str
    trial: bool = False


def question_for(slug: str, page: str = "linked_return") -> Question:
    """A new question, whose answer comes to `page`; `begin` writes it down once the service could be asked."""
    callback = f"{sites.provider_origin()}{reverse(f'signin:{page}', args=[slug])}"
    return Question(token_urlsafe(32), token_urlsafe(32), token_urlsafe(48), callback)


def begin(request: Request, service: Any, question: Question, **more: Any) -> None:
    """Remember the question in this session, and forget the oldest beyond a few. `more` are fields of `Journey`."""
    told = {"back": "", "person": "", "trial": False, **more}
    row = {"service": service.slug, "question": asdict(question), **told, "at": time.time()}
    under_way = list(request.session.get(_JOURNEYS, {}).items())[1 - MOST :]
    request.session[_JOURNEYS] = {**dict(under_way), question.state: row}


def onward(request: Request, departure: HttpResponse, page: str, **facts: Any) -> HttpResponse:
    """Lead there by a page of ours, since a form may not by itself (CSP form-action); what is no redirect is shown as it is."""
    if departure.status_code != 302:
        return departure
    return render(request, page, {**facts, "address": departure["Location"]})


def end(request: Request, slug: str, state: str) -> Journey | None:
    """The journey of this state to this service, which is over now; None for one that is not of this session, or too old."""
    under_way = dict(request.session.get(_JOURNEYS, {}))
    row = under_way.pop(state, None)
    if row is None or row["service"] != slug or time.time() - row["at"] > LIFE:
        return None
    request.session[_JOURNEYS] = under_way
    return Journey(slug, Question(**row["question"]), row["back"], row["person"], row["trial"])


def serves_once(journey: Journey) -> bool:
    """Whether this is the first time that the journey's answer is used, in whichever of two requests at once."""
    return bool(cache.add(f"journey:{journey.question.state}", 1, LIFE))


def wait(request: Request, service: Any, arrival: Arrival, *, back: str) -> None:
    """Keep who arrived until they have agreed or confirmed."""
    request.session[_ARRIVED] = {
        "service": service.slug,
        "arrival": asdict(arrival),
        "back": back,
        "person": str(request.user.pk or ""),
        "at": time.time(),
    }


def arrived(request: Request, slug: str) -> tuple[Arrival, str] | None:
    """Who waits here from this service, and where to go then; None where nobody does, or they waited too long."""
    row: Any = request.session.get(_ARRIVED)
    is_other = row is None or row["service"] != slug or row["person"] != str(request.user.pk or "")
    if is_other or time.time() - row["at"] > LIFE:
        return None
    told = row["arrival"]
    return Arrival(**{**told, "scopes": tuple(told["scopes"]), "claims": tuple(told["claims"])}), row["back"]


def forget(request: Request) -> None:
    """Nobody waits any more."""
    request.session.pop(_ARRIVED, None)
