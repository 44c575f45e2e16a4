"""What people and authorities wrote to the provider, and how it was answered, each step on its day."""

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formataddr
from importlib.resources import files
from typing import Any

from coorum.base import clock
from coorum.base.events import Party
from coorum.base.scope import provider_scope
from coorum.demo.kinds import Plan
from coorum.enquiries import actions, queries
from coorum.enquiries.actions import authorities
from coorum.enquiries.authorities.kinds import Document, Item, MayTell, Reply
from coorum.enquiries.kinds import Channel, Kind
from coorum.enquiries.models import Enquiry
from coorum.organisation.queries import officers
from coorum.privacy import kinds as rights
from coorum.sites import queries as sites

PAPER = "これは見本です。実際の回答書ではありません。".encode()
#: A page with nothing on it.
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def write(plan: Plan, now: datetime) -> None:
    """Every enquiry and inquiry of the demo."""
    wanted = [entry.person for entry in plan.staff if entry.role == "privacy_officer"]
    with clock.held_at(now), provider_scope():
        known = {one.email: Party("officer", one.id, one.ledger_ref) for one in officers()}
    first, second = (known[email] for email in wanted[:2])
    told = tomllib.loads((files("coorum.demo") / "content" / "enquiries.toml").read_text(encoding="utf-8"))
    with clock.held_at(now - timedelta(days=60)), provider_scope():
        for block in told["block"]:
            actions.write_block(first, **block)
    for number, one in enumerate(told["enquiry"]):
        _write(one, number, now, first, second)
    for one in told["inquiry"]:
        _ask(one, now, first, second)


def _write(told: dict[str, Any], number: int, now: datetime, first: Party, second: Party) -> None:
    """One enquiry from its arrival to where it stands; its steps some hours apart, none after now."""
    at = now - timedelta(days=told["ago"], minutes=40 + 17 * number)
    with clock.held_at(at), provider_scope():
        one = _by_mail(told, number) if told["channel"] == Channel.MAIL else _by_form(told)
    for place, (days, deed, words) in enumerate(told["then"], 1):
        with clock.held_at(min(at + timedelta(days=days, minutes=90 * place), now)), provider_scope():
            _DEEDS[deed](first if deed != "fresh_answer" else second, one, words)


def _by_form(told: dict[str, Any]) -> Enquiry:
    facts = {name: told[name] for name in ("subject", "words", "address", "name")}
    return actions.write_to_us(None, kind=Kind(told["kind"]), language=told.get("language", "ja"), **facts)


def _by_mail(told: dict[str, Any], number: int) -> Enquiry:
    message = EmailMessage()
    message["From"], message["Subject"] = formataddr((told["name"], told["address"])), told["subject"]
    message["Message-ID"] = f"<demo-{number}@mail.example>"
    message.set_content(told["words"].strip())
    if name := told.get("file"):
        message.add_attachment(PDF, maintype="application", subtype="pdf", filename=name)
    arrival = actions.receive_mail(message.as_bytes(), place=f"demo:{number}", claimed_at=clock.now())
    return Enquiry.objects.get(arrivals=arrival)


def _answer(officer: Party, one: Enquiry, words: str) -> None:
    actions.answer(officer, enquiry=one, words=words)


def _rate(_officer: Party, one: Enquiry, score: int) -> None:
    answers = [message for message in queries.thread_of(one) if message.direction == "out"]
    actions.rate(answers[-1], score=score)


def _forward(officer: Party, one: Enquiry, why: str) -> None:
    community = next(site for site in sites.all_sites() if site.operator_id)
    actions.forward_to(officer, enquiry=one, community_id=community.id, why=why)


_DEEDS: dict[str, Callable[[Party, Enquiry, Any], object]] = {
    "answer": _answer,
    "fresh_answer": _answer,
    "reply": lambda _officer, one, words: actions.write_again(one, words=words),
    "rate": _rate,
    "operator": _forward,
    "take": lambda officer, one, why: actions.take(officer, enquiry=one, why=why),
    "kind": lambda officer, one, kind: actions.sort(officer, enquiry=one, kind=Kind(kind)),
    "spam": lambda officer, one, why: actions.set_aside(officer, enquiry=one, why=why),
    "close": lambda officer, one, why: actions.close(officer, enquiry=one, why=why),
    "hand_over": lambda officer, one, words: actions.hand_over(
        officer, enquiry=one, kind=rights.Kind.DISCLOSURE, words=words
    ),
}


def _ask(told: dict[str, Any], now: datetime, first: Party, second: Party) -> None:
    """One inquiry: registered, called back, proposed, approved by the other officer, carried out; or open still."""
    at = now - timedelta(days=told["ago"])
    facts = {name: told[name] for name in ("authority", "reference", "words")}
    with clock.held_at(at), provider_scope():
        asked = [Item(item) for item in told["asked"]]
        one = authorities.register_inquiry(first, document=Document(told["document"]), asked=asked, **facts)
    with clock.held_at(at + timedelta(days=1)), provider_scope():
        authorities.verify(first, inquiry=one, **{name: told[name] for name in ("number", "found_in", "spoke_to")})
        if not told["reply"]:
            return
        reply = Reply(told["reply"])
        given = [Item(item) for item in told["given"]]
        authorities.propose(first, inquiry=one, reply=reply, ground=told["ground"], given=given, reason=told["reason"])
    with clock.held_at(at + timedelta(days=3)), provider_scope():
        authorities.approve(second, inquiry=one)
        if reply == Reply.GIVE:
            authorities.give(first, inquiry=one, content=PAPER, method="書留郵便", may_tell=MayTell.NEVER)
        else:
            authorities.carry_out(first, inquiry=one)
