"""What was written and answered goes three years after its last step, what authorities asked after five; not before."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coorum.base import clock, files
from coorum.base.events import Party
from coorum.base.retention import rule_by_id
from coorum.base.scope import PROVIDER
from coorum.enquiries import actions
from coorum.enquiries.actions import authorities
from coorum.enquiries.authorities.kinds import Document, Item
from coorum.enquiries.models import Arrival, Attachment, Enquiry, Inquiry
from tests.enquiries.conftest import mail

pytestmark = pytest.mark.django_db


def let_go(rule_id: str) -> int:
    rule = rule_by_id(rule_id)
    assert rule is not None
    return rule.let_go(rule.overdue(rule.period.before(clock.now())))


def test_an_enquiry_goes_with_its_files_three_years_after_its_last_step(
    arrive: Callable[..., Arrival], officer: Party
) -> None:
    for years, gone in ((4, 1), (2, 0)):
        message = mail(f"{years}")
        message.add_attachment(b"abc", maintype="application", subtype="zip", filename="a.zip")
        with clock.held_at(clock.now() - timedelta(days=years * 366)):
            case = arrive(message).enquiry
            assert case is not None
            actions.set_aside(officer, enquiry=case)
            actions.close(officer, enquiry=case)
        row = Attachment.objects.get()
        assert let_go("enquiries.cases") == gone
        if gone:
            with pytest.raises(files.Missing):
                files.read(PROVIDER, row.file)
    assert Enquiry.objects.count() == 1
    assert let_go("enquiries.arrivals") == 1


def test_an_inquiry_goes_five_years_after_its_last_step(officer: Party) -> None:
    for years, gone in ((6, 1), (4, 0)):
        with clock.held_at(clock.now() - timedelta(days=years * 366)):
            facts = {"authority": "架空県警察", "document": Document.WARRANT, "asked": [Item.POSTS], "words": "x"}
            one = authorities.register_inquiry(officer, **facts)
            authorities.doubt(officer, inquiry=one, why="偽物")
        assert let_go("enquiries.inquiries") == gone
    assert Inquiry.objects.count() == 1
