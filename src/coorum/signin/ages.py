"""The question of age before registering or joining (X5). What a browser answers lies in its session for an hour, and is
written nowhere else before somebody registers: whoever goes back and answers anew is taken at their last word.
"""

import time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.consent import queries as consents
from coorum.signin import way
from coorum.sites import queries as sites
from coorum.web.request import Request

VISIT = 60 * 60
_KEY = "_age"
_SERVICE, _CUSTOMER = "with-", "customer-"


def note(request: Request, band: str) -> None:
    """Remember the answer for this visit."""
    request.session[_KEY] = {"band": band, "at": time.time()}


def said(request: Request) -> str:
    """What this browser answered lately, or an empty text."""
    answer: Any = request.session.get(_KEY)
    is_fresh = answer is not None and time.time() - answer["at"] < VISIT and answer["band"] in Band.values
    return answer["band"] if is_fresh else ""


def forget(request: Request) -> None:
    """It was for one person: whoever registers next in this browser is asked."""
    request.session.pop(_KEY, None)


def ask_first(request: Request, site: Any, *, to: str) -> HttpResponse | None:
    """The page of the question where the site asks and nothing is known yet, or where what is known is a year old; the
    guardian's way at 15 or younger, on whatever site; else None.

    `to` names the page to come back to (`page_after`).
    """
    person = request.viewer.person if request.viewer else None
    known = people.age_of(person) if person else None
    band = (people.band_in_force(person) if person else "") or said(request)
    if not band and (known is not None or sites.asks_ages(site)):
        return redirect(way.to("age", to=to, **came_by(request)))
    return redirect(way.to("guardian_ask", **came_by(request))) if band == Band.CHILD else None


def is_child(request: Request) -> bool:
    """Whether somebody said here, or is known to have said, that they are 15 or younger."""
    person = request.viewer.person if request.viewer else None
    return ((people.band_in_force(person) if person else "") or said(request)) == Band.CHILD


def question_for(site: Any, person: Any, member: Any, *, back: str) -> str:
    """The page that a member who signs in is led by, or an empty text: their age band, where the site asks and it is not
    known or a year old; their own consent, where a guardian gave it and they are 16 by now. Both can be put off.
    """
    if member is None or member.is_hidden:
        return ""
    band = people.band_in_force(person)
    if not band and sites.asks_ages(site):
        return way.to("age", next=back)
    is_older = band in (Band.YOUTH, Band.ADULT)
    return way.to("own_consent", next=back) if is_older and consents.kinds_given_by_guardian(person.id) else ""


def page_after(request: Request) -> str:
    """Where the answer leads on to: the page that sent them here, from a closed list."""
    to = request.GET.get("to", "")
    if to in ("signup", "join"):
        return way.to(to, **came_by(request))
    for mark, page in ((_SERVICE, "linked_join"), (_CUSTOMER, "customer_join")):
        slug = to.removeprefix(mark)
        if slug != to and slug.isascii() and slug.replace("-", "").isalnum():
            return way.to(page, slug, **came_by(request))
    return way.back_of(request) or "/"


def came_by(request: Request) -> dict[str, str]:
    """What the next page of this way must know: where to go then, from which site, and with which invitation."""
    return {"next": way.back_of(request), "from": way.named_site(request), "invitation": way.invitation_of(request)}


def way_of(service: Any) -> str:
    """How `page_after` calls the page on which somebody registers through this service."""
    return f"{_SERVICE}{service.slug}"


def way_of_customers(site: Any) -> str:
    """The same for the customer ID of the site's operator."""
    return f"{_CUSTOMER}{site.slug}"
