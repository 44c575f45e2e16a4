"""A house in which every promise that can be measured has something to be measured on."""

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person
from coorum.accounts.roles import Duty
from coorum.base.events import SYSTEM
from coorum.base.ledger.heads import sign_heads
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.kinds import PolicyKind
from coorum.consent.notice import joining_notice
from coorum.demo.loading.provider import publish
from coorum.provision import actions as provision
from tests.cast import Cast


def furnish(cast: Cast) -> None:
    """Documents published, two privacy officers, a member whose data is provided. Heads are signed."""
    with provider_scope():
        publish(PolicyKind.PROVIDER_POLICY)
        publish(PolicyKind.PROVIDER_TERMS)
        for name in ("officer", "second"):
            accounts.appoint_officer(SYSTEM, email=f"{name}@people.example", duty=Duty.PRIVACY_OFFICER, password=None)
        Person.objects.update(password="")
    _join(cast, cast.mika)
    sign_heads()


def _join(cast: Cast, person: Person) -> None:
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        provision.join(person, fingerprint=fingerprint, language="ja", advertising=False)
