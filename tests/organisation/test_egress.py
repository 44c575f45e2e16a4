"""Nothing leaves for an outside service whose contract does not stand: at midnight it closes, and letters wait."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.core import mail as sent

from coorum.base import clock, mail, outside, relay
from coorum.base.events import SYSTEM
from coorum.base.gates import EGRESS
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope
from coorum.organisation import actions, queries
from coorum.organisation.models import Processor
from coorum.privacy.clients import payments
from tests.cast import Cast, refused
from tests.organisation.conftest import Officers, file_contract

Make = Callable[..., Processor]
LAST_DAY = date(2026, 6, 30)
#: 23:59:59 on the last day in Japan, and the next second.
BEFORE = datetime(2026, 6, 30, 14, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 6, 30, 15, tzinfo=UTC)


@pytest.fixture
def smtp(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[mock.Mock]:
    """The deployment's mail server is somebody else's; nothing is really connected."""
    settings.MAILERS = {"default": {"BACKEND": "coorum.base.relay.Relay"}}
    monkeypatch.setenv("COORUM_SMTP_URL", "smtp://coorum:se%2Fcret@smtp.relay.example:587?tls=1")
    with mock.patch("smtplib.SMTP") as server:
        server.return_value.sendmail.return_value = {}
        yield server


def letter() -> Letter:
    mail.send("service_notice", to="hana@people.example", subject="s", text="t")
    found = Letter.objects.latest("written_at")
    mail.deliver.shell(str(found.id))
    found.refresh_from_db()
    return found


def test_without_a_processor_letters_wait_and_nobody_is_called(cast: Cast, smtp: mock.Mock) -> None:
    with provider_scope():
        waiting = letter()
    assert waiting.sent_at is None
    assert waiting.held_at
    assert waiting.text == "t"
    assert not smtp.called


def test_the_mailbox_of_this_house_needs_no_processor(cast: Cast) -> None:
    with provider_scope():
        assert letter().sent_at
    assert len(sent.outbox) == 1


def test_our_own_mail_server_needs_no_processor(cast: Cast, smtp: mock.Mock, settings: Any) -> None:
    settings.COORUM_OWN_HOSTS = ["smtp.relay.example"]
    with provider_scope():
        assert letter().sent_at


def test_the_password_is_read_when_the_gate_is_open_and_kept_nowhere(active: Make, smtp: mock.Mock) -> None:
    active()
    assert letter().sent_at
    assert smtp.call_args.args == ("smtp.relay.example", 587)
    smtp.return_value.login.assert_called_once_with("coorum", "se/cret")


def test_at_midnight_after_the_last_day_nothing_leaves(active: Make, smtp: mock.Mock) -> None:
    active(ends_on=LAST_DAY)
    with clock.held_at(BEFORE):
        assert letter().sent_at
    with clock.held_at(MIDNIGHT):
        assert letter().sent_at is None
        assert mail.letters_held() == 1
        assert [service.id for service, _entries in queries.unanswered()] == ["mail"]
    assert smtp.call_count == 1


def test_letters_go_once_the_contract_is_renewed(officers: Officers, active: Make, smtp: mock.Mock) -> None:
    one = active(ends_on=LAST_DAY)
    with clock.held_at(MIDNIGHT):
        waiting = letter()
        mail.release_letters.shell()
        assert mail.letters_held() == 1
        file_contract(officers.first, one, date(2026, 7, 1), date(2027, 6, 30))
        mail.release_letters.shell()
        assert mail.letters_held() == 0
        mail.deliver.shell(str(waiting.id))
        waiting.refresh_from_db()
        assert waiting.sent_at


def test_a_suspended_processor_gets_nothing(officers: Officers, active: Make, smtp: mock.Mock) -> None:
    one = active()
    actions.take_step(officers.first, processor=one, step="suspend", why="事故の疑い")
    with refused("egress_closed"):
        EGRESS.ensure("mail")
    assert letter().sent_at is None


def test_a_processor_for_something_else_opens_nothing(active: Make, smtp: mock.Mock) -> None:
    active(serves="hosting")
    assert letter().sent_at is None


def test_a_gate_without_a_guard_lets_nothing_out(cast: Cast, smtp: mock.Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EGRESS, "_guard", None)
    with provider_scope():
        assert letter().sent_at is None


def test_a_payment_service_abroad_is_out_of_reach(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    abroad = SimpleNamespace(name="paid", host="api.pay.example", is_available=True)
    monkeypatch.setitem(payments._SERVICES, "paid", abroad)  # type: ignore[arg-type]
    settings.COORUM_PAYMENTS = "paid"
    with provider_scope():
        assert payments.payments().name == "none"


def test_a_database_elsewhere_is_reported(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "db.host.example")
    with provider_scope():
        assert [service.id for service, _entries in queries.unanswered()] == ["hosting"]


def test_every_way_out_is_named() -> None:
    assert {"mail", "hosting", "payments"} <= {one.id for one in outside.services()}
    assert relay.SERVICE == "mail"


def test_officers_are_told_once_of_what_is_due(officers: Officers, active: Make) -> None:
    active(ends_on=LAST_DAY)
    assert actions.watch() == 1
    assert actions.watch() == 0
    assert Letter.objects.filter(kind="processor_due").count() == 2
    with clock.held_at(MIDNIGHT):
        assert actions.watch() == 1


def test_a_review_falls_due_after_a_year(officers: Officers, active: Make) -> None:
    one = active(ends_on=date(2030, 1, 1))
    with clock.held_at(datetime(2027, 6, 10, 15, tzinfo=UTC)):
        actions.watch()
        one.refresh_from_db()
        assert one.state == "review_due"
        assert queries.entry_of(one).is_usable
        actions.review(SYSTEM, processor=one, findings="よい", is_kept=True)
        one.refresh_from_db()
        assert one.state == "active"
