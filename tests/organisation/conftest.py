"""Two officers, and a processor on its way into the register."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.events import SYSTEM, Party
from coorum.base.scope import provider_scope
from coorum.organisation import actions, queries
from coorum.organisation.actions import Details
from coorum.organisation.kinds import CHECKLIST, CLAUSES
from coorum.organisation.models import Processor
from tests.cast import Cast

#: Noon in Japan on 10 June 2026.
NOON = datetime(2026, 6, 10, 3, tzinfo=UTC)
RELAY = Details(
    name="渡り鳥メール配信株式会社",
    address="東京都架空区見本町9-9-9",
    representative="代表取締役 見本 渡",
    service="メールの配信",
    items=("email", "mailings"),
    access="SMTP（TLS）",
    incident_contact="incident@relay.example",
)


@dataclass(frozen=True)
class Officers:
    first: Party
    second: Party


@pytest.fixture
def officers(cast: Cast) -> Iterator[Officers]:
    """Two privacy officers, in the provider's scope, at noon on 10 June 2026."""
    with clock.held_at(NOON), provider_scope():
        found = []
        for name in ("officer", "second"):
            email = f"{name}@people.example"
            accounts.appoint_officer(SYSTEM, email=email, duty=Duty.PRIVACY_OFFICER, password=None)
            person = Person.objects.get(email=email)
            found.append(Party("officer", person.id, person.ledger_ref))
        yield Officers(*found)


@pytest.fixture
def contracted(officers: Officers) -> Callable[..., Processor]:
    """`contracted(ends_on=…, country=…)`: checked and under contract by the first officer."""

    def make(
        *, serves: str = "mail", starts_on: date | None = None, ends_on: date | None = None, **more: Any
    ) -> Processor:
        one = actions.propose(officers.first, details=replace(RELAY, **more), serves=serves)
        actions.check_security(officers.first, processor=one, met=CHECKLIST, why="現地で確かめた")
        file_contract(
            officers.first, one, starts_on or queries.today(), ends_on or queries.today() + timedelta(days=364)
        )
        return Processor.objects.get(id=one.id)

    return make


@pytest.fixture
def active(officers: Officers, contracted: Callable[..., Processor]) -> Callable[..., Processor]:
    """`active(…)`: the same, approved by the second."""

    def make(**more: Any) -> Processor:
        one = contracted(**more)
        actions.activate(officers.second, processor=one)
        return Processor.objects.get(id=one.id)

    return make


def file_contract(officer: Party, one: Processor, starts_on: date, ends_on: date) -> None:
    """A contract that says everything."""
    actions.file_contract(
        officer,
        processor=one,
        name="契約書.pdf",
        content=b"%PDF-1.7 demo",
        starts_on=starts_on,
        ends_on=ends_on,
        clauses=CLAUSES,
    )
