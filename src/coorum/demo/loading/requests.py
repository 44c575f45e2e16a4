"""What people asked about their data, and what is kept from being destroyed: each step on its day."""

import io
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope
from coorum.demo.kinds import Plan
from coorum.demo.loading.newcomers import member
from coorum.notices import actions as notices
from coorum.notices.kinds import About
from coorum.organisation.queries import officers
from coorum.privacy import actions, agency, proofs
from coorum.privacy.actions import retention
from coorum.privacy.kinds import AgentKind, Kind, Step
from coorum.privacy.models import RightsRequest
from coorum.privacy.retention.kinds import HoldGround
from coorum.sites import queries as sites

#: So long ago they joined.
JOINED = timedelta(days=120)
#: One empty page.
PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def ask(first: Party, second: Party, site_id: UUID, now: datetime) -> None:
    """Every request and hold of the demo, by members of the site and by people without an account; two officers answer."""
    told = _told()
    with _on(now, 100):
        actions.set_issuing(first, registration=told["registration"], first_month=4)
    known = {one["key"]: member(site_id, one["address"], one["name"], now - JOINED) for one in told["person"]}
    for one in told["disclosure"]:
        _disclosure(one, known[one["who"]], now, first)
    for one in told["guest"]:
        _guest(one, now, first)
    for one in told["correction"]:
        _correction(one, known[one["who"]], now, first)
    for one in told["agent"]:
        _agent(one, known[one["who"]], now, first)
    for one in told["hold"]:
        _hold(one, known[one["who"]], now, first, second)


def announce(plan: Plan, now: datetime) -> None:
    """A planned interruption of one community, once all its people are there."""
    told, (first, _second) = _told()["notice"], officers_of(plan, now)
    begins = (now + timedelta(days=told["begins_in"])).replace(minute=0, second=0, microsecond=0)
    with _on(now, 0):
        notices.announce(
            first,
            about=About.INTERRUPTION,
            community=next(site for site in sites.all_sites() if site.slug == told["site"]),
            words={"ja": told["ja"], "en": told["en"]},
            begins_at=begins,
            ends_at=begins + timedelta(hours=told["hours"]),
        )


def _told() -> dict[str, Any]:
    return tomllib.loads((files("coorum.demo") / "content" / "requests.toml").read_text(encoding="utf-8"))


def officers_of(plan: Plan, now: datetime) -> tuple[Party, Party]:
    """The two who answer for personal data."""
    wanted = [entry.person for entry in plan.staff if entry.role == "privacy_officer"]
    with _on(now, 0):
        known = {one.email: Party("officer", one.id, one.ledger_ref) for one in officers()}
    return known[wanted[0]], known[wanted[1]]


@contextmanager
def _on(now: datetime, days: float) -> Iterator[None]:
    """So many days before now, at the provider."""
    with clock.held_at(now - timedelta(days=days)), provider_scope():
        yield


def _disclosure(told: dict[str, Any], who: Person, now: datetime, officer: Party) -> None:
    with _on(now, told["asked"]):
        request = actions.ask(who, kind=Kind.DISCLOSURE, words=told["words"])
        actions.confirm_identity(who, request=request)
    _pay(told, request, now, officer)


def _guest(told: dict[str, Any], now: datetime, officer: Party) -> None:
    with _on(now, told["asked"]):
        request = actions.ask_as_guest(told["address"], kind=Kind.DISCLOSURE, words=told["words"], language="ja")
        actions.show_code(request, code=_code_sent_to(told["address"]))
    _pay(told, request, now, officer)


def _pay(told: dict[str, Any], request: RightsRequest, now: datetime, officer: Party) -> None:
    """A moment ago: the worker searches as soon as the doors are open."""
    with _on(now, 0):
        actions.record_transfer(officer, request=request, reference=told["reference"], payer=told["payer"])


def _correction(told: dict[str, Any], who: Person, now: datetime, officer: Party) -> None:
    with _on(now, told["asked"]):
        request = actions.ask(who, kind=Kind.CORRECTION, words=told["words"])
        actions.confirm_identity(who, request=request)
    with _on(now, told["fixed"]):
        fact = {name: told[name] for name in ("item", "before", "after")}
        actions.record_correction(officer, request=request, **fact)
        actions.decide(officer, request=request, outcome=Step.FIX, reason=told["reason"])


def _agent(told: dict[str, Any], who: Person, now: datetime, officer: Party) -> None:
    """The papers are sent; and where it says when, they were gone through."""
    with _on(now, told["asked"]):
        request = actions.ask_as_agent(
            told["address"],
            agent=AgentKind(told["agent"]),
            agent_name=told["name"],
            person_name=told["person"],
            person_address=who.email,
            kind=Kind(told["kind"]),
            words=told["words"],
            language="ja",
        )
        actions.show_code(request, code=_code_sent_to(told["address"]))
        papers = [
            actions.hand_in(request, kind=kind, upload=io.BytesIO(PAPER + kind.encode()))
            for kind in proofs.required(request)
        ]
    if "accepted" in told:
        with _on(now, told["accepted"]):
            for paper in papers:
                points = list(agency.CHECKLIST[paper.kind])
                actions.check_proof(officer, request=request, paper=paper, points=points)
            actions.accept_proofs(officer, request=request)


def _hold(told: dict[str, Any], who: Person, now: datetime, first: Party, second: Party) -> None:
    with _on(now, told["placed"]):
        hold = retention.place_hold(
            first,
            ground=HoldGround(told["ground"]),
            why=told["why"],
            review_on=(now + timedelta(days=told["review_in"])).date(),
            person=who,
        )
    if "lifted" in told:
        with _on(now, told["lifted"]):
            retention.lift_hold(second, hold=hold, why=told["lift"])


def _code_sent_to(address: str) -> str:
    """What they read in their mail."""
    letter = Letter.objects.filter(kind="request_code", recipient=address).latest("written_at")
    found = re.search(r"^(\d{4}-\d{4})$", letter.text, re.MULTILINE)
    if found is None:
        raise LookupError(address)
    return found[1]
