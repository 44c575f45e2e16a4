"""People of the default site who are not in the plan: what happens to them is told elsewhere."""

from datetime import datetime
from uuid import UUID

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.notice import joining_notice
from coorum.provision.actions import join
from coorum.sites import queries as sites


def member(site_id: UUID, email: str, name: str, at: datetime) -> Person:
    """Somebody registers and joins at that moment."""
    with clock.held_at(at):
        with provider_scope():
            person = accounts.register_person(email=email, password=None, language="ja")
            accounts.verify_address(person)
        with site_scope(site_id):
            notice = joining_notice(sites.site_by_id(site_id), "ja")
            joined = join(person, fingerprint=notice.fingerprint, language="ja", advertising=False)
            accounts.change_profile(joined, display_name=name)
    return person
