"""Every rule of retention, one moment before its time and one after: a row stays through the last, and is due at the next."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coorum.base import clock
from coorum.base.mail import kinds_gone_once_sent
from coorum.base.outbox import Letter
from coorum.base.retention import Dated, Period, Place, Rule, Unit, rules
from coorum.base.scope import provider_scope, site_scope
from coorum.community.models import Comment, CommentRemoval, Picture, Post, PostRemoval
from coorum.consent.models import Receipt, VersionAnswer
from coorum.enquiries.models import Arrival, Enquiry, EnquiryStep, Inquiry, InquiryStep
from coorum.inviting.models import Batch, Line
from coorum.moderation.models import Case, CaseStep
from coorum.openid.models import Visit
from coorum.organisation.models import Processor, ProcessorStep
from coorum.privacy.models import (
    Erasure,
    ErasureStep,
    Incident,
    IncidentStep,
    Merge,
    RightsRequest,
    Transition,
)
from coorum.privacy.retention import engine
from coorum.sites.models import HostClaim
from tests.cast import Cast
from tests.rows import LONG_AGO, is_on_a_site, made_at, make

BEGAN = datetime(2024, 1, 31, 14, 30, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def _stepped(parent: Any, step: Any, link: str, **ended: Any) -> Callable[[Cast], Any]:
    """A case that is over, whose last step was when the clock began."""

    def made(cast: Cast) -> Any:
        row = make(cast, parent, **ended)
        make(cast, step, made_at=LONG_AGO, **{link: row})
        make(cast, step, made_at=BEGAN, **{link: row})
        return row

    return made


def _removed(model: Any, removal: Any, link: str) -> Callable[[Cast], Any]:
    def made(cast: Cast) -> Any:
        row = make(cast, model, body="言葉")
        make(cast, removal, removed_at=BEGAN, by_staff=True, reason="規約", **{link: row})
        return row

    return made


def _answer(cast: Cast) -> Any:
    """An answer in whose place another came when the clock began."""
    first = make(cast, VersionAnswer, made_at=LONG_AGO)
    make(cast, VersionAnswer, made_at=BEGAN, version=first.version)
    return first


def _last_letter(cast: Cast) -> Any:
    letter = make(cast, Letter, kind=kinds_gone_once_sent()[0])
    Letter.objects.filter(pk=letter.pk).update(written_at=BEGAN)
    return letter


#: Rules that ask for more than a date: a row of which they say that it is due.
ROWS: dict[str, Callable[[Cast], Any]] = {
    "inviting.lines": lambda cast: make(cast, Line, batch=make(cast, Batch, declared_at=BEGAN)),
    "sites.claims": lambda cast: make(cast, HostClaim, claimed_at=BEGAN, host="talk.shop.example"),
    "openid.visits": lambda cast: make(cast, Visit, ended_at=BEGAN),
    "base.letters": lambda cast: make(cast, Letter, sent_at=BEGAN, site_id=cast.kissa.id),
    "base.last_letters": _last_letter,
    "community.removed_posts": _removed(Post, PostRemoval, "post"),
    "community.removed_comments": _removed(Comment, CommentRemoval, "comment"),
    "community.judged_posts": lambda cast: make(cast, PostRemoval, removed_at=BEGAN, by_staff=True, reason="規約"),
    "community.judged_comments": lambda cast: make(
        cast, CommentRemoval, removed_at=BEGAN, by_staff=True, reason="規約"
    ),
    "community.unplaced": lambda cast: make(cast, Picture, uploaded_at=BEGAN, placed_at=None),
    "consent.receipts": lambda cast: make(cast, Receipt, made_at=BEGAN),
    "consent.answers": _answer,
    "moderation.cases": _stepped(Case, CaseStep, "case", state="final", opened_at=LONG_AGO),
    "enquiries.cases": _stepped(Enquiry, EnquiryStep, "enquiry", state="closed", received_at=LONG_AGO),
    "enquiries.inquiries": _stepped(Inquiry, InquiryStep, "inquiry", phase="closed", received_at=LONG_AGO),
    "enquiries.arrivals": lambda cast: make(cast, Arrival, taken_at=BEGAN),
    "organisation.processors": _stepped(Processor, ProcessorStep, "processor", state="dropped"),
    "privacy.cases": _stepped(RightsRequest, Transition, "request", state="closed"),
    "privacy.erasures": _stepped(Erasure, ErasureStep, "erasure", state="proven", asked_at=LONG_AGO),
    "privacy.merges": lambda cast: make(cast, Merge, done_at=BEGAN, from_person=cast.hana, into_person=cast.taro),
    "privacy.incidents": _stepped(Incident, IncidentStep, "incident", phase="closed"),
}
#: Rules whose last moment is looked at elsewhere, since more than one row or another clock belongs to it.
ELSEWHERE = {
    "accounts.unconfirmed": "tests/accounts/test_register_person.py",
    "accounts.unused": "tests/privacy/test_unused.py",
    "accounts.erased": "tests/accounts/test_masks_go.py",
    "accounts.former_members": "tests/accounts/test_masks_go.py",
    "base.tombstones": "tests/base/test_tombstones.py",
    "enquiries.care": "tests/enquiries/test_care.py",
    "ledger.access": "tests/privacy/test_retention.py",
    "ledger.legal": "tests/privacy/test_retention.py",
    "organisation.courses": "tests/organisation/test_retention.py",
    "organisation.findings": "tests/organisation/test_retention.py",
    "organisation.looks": "tests/organisation/test_premises.py",
    "privacy.fees": "tests/privacy/test_forget.py",
    "sites.operators": "tests/organisation/test_retention.py",
}
HERE = [one for one in rules() if one.id not in ELSEWHERE]


def _row(rule: Rule, cast: Cast) -> Any:
    if rule.id in ROWS:
        return ROWS[rule.id](cast)
    assert isinstance(rule.overdue, Dated), f"{rule.id} needs a row in ROWS, or its test in ELSEWHERE"
    return made_at(cast, rule.overdue.model, rule.overdue.moment, BEGAN, **rule.overdue.more)


@pytest.mark.parametrize("rule", HERE, ids=[one.id for one in HERE])
def test_a_row_stays_through_its_last_moment_and_is_due_at_the_next(cast: Cast, rule: Rule) -> None:
    with site_scope(cast.kissa.id) if rule.place is Place.SITE else provider_scope():
        row = _row(rule, cast)
        assert is_on_a_site(type(row)) or rule.place is not Place.SITE
        last = rule.period.after(BEGAN)
        for now, is_due in ((last - MOMENT, False), (last, False), (last + MOMENT, True)):
            with clock.held_at(now):
                assert engine.overdue(rule).filter(pk=row.pk).exists() is is_due, now


def test_no_rule_is_forgotten() -> None:
    known = {one.id for one in rules()}
    assert set(ROWS) | set(ELSEWHERE) <= known
    assert set(ROWS) & set(ELSEWHERE) == set()


def test_what_began_on_a_leap_day_stays_until_its_last_day_is_over() -> None:
    """Three years after 29 February end with the 28th, never before it."""
    began, years = datetime(2024, 2, 29, 14, 30, tzinfo=UTC), Period(3, Unit.YEARS)
    for now, is_due in (
        (datetime(2027, 2, 28, 23, 59, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 1, tzinfo=UTC), True),
    ):
        assert (began < years.before(now)) is is_due
