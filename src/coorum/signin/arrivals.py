"""Somebody came from the operator's website with a customer ID: what the session remembers of it until they are in, and what
follows when the website says that they signed out there.
"""

from typing import Any
from uuid import UUID

from coorum.base.scope import site_scope
from coorum.customers import actions as customers
from coorum.openid import actions as openid
from coorum.web.request import Request

_CUSTOMER = "_customer"


def remember(request: Request, site: Any, *, subject: str, sid: str) -> None:
    """They are about to be let in, or to register."""
    request.session[_CUSTOMER] = {"site": site.id.hex, "subject": subject, "sid": sid}


def note_visit(request: Request, person: Any, browser: str) -> None:
    """They are in: the session belongs to theirs at the website. Nothing for whoever came in otherwise."""
    came: Any = request.session.pop(_CUSTOMER, None)
    if came is not None:
        with site_scope(UUID(came["site"])):
            customers.begin_visit(person, subject=came["subject"], sid=came["sid"], browser=browser)


def sign_out(link: Any, *, sid: str) -> None:
    """Their session there is over: so is the one here, and those at websites it led to. In the site's scope."""
    for browser in customers.end_visits(link, sid=sid):
        openid.sign_out_there(link.person, browser=browser)
