"""What has no purpose any more is let go of in time (APPI 22)."""

from datetime import timedelta
from uuid import uuid4

from coorum.accounts.models import HandOff, Session
from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER, provider_scope
from tests.cast import Cast
from tests.periods import let_go


def test_sessions_that_ran_out_are_gone_and_the_others_stay(cast: Cast) -> None:
    now, hour = clock.now(), timedelta(hours=1)
    for name, until in (("old", now - hour), ("new", now + hour)):
        Session.objects.create(session_key=name, session_data="", expire_date=until, person=cast.hana)
    for name, made in (("old", now - 2 * hour), ("new", now)):
        HandOff.objects.create(code_hash=name, person=cast.hana, host="kissa.test", challenge="c", made_at=made)
    with provider_scope():
        assert (let_go("accounts.sessions"), let_go("accounts.hand_offs")) == (1, 1)
    assert [row.session_key for row in Session.objects.all()] == ["new"]
    assert [row.code_hash for row in HandOff.objects.all()] == ["new"]


def test_letters_are_forgotten_after_ninety_days(cast: Cast) -> None:
    for days in (89, 91):
        sent = clock.now() - timedelta(days=days)
        Letter.objects.create(
            key=uuid4(), site_id=PROVIDER, kind=f"after_{days}", recipient="a@b.example", sent_at=sent
        )
    with provider_scope():
        assert let_go("base.letters") == 1
    assert [letter.kind for letter in Letter.objects.all()] == ["after_89"]
