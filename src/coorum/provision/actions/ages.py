"""What somebody's age band means for what they may agree to (X5; Civil Code 5, APPI 27(1)).

A site decides whether it asks. What is known binds everywhere: whoever is 15 or younger agrees to nothing by themselves,
whether the site they join asks or not.
"""

from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.bands import Band, is_current
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.provision.queries import sites_that_reach
from coorum.sites import queries as sites
from coorum.sites.models import Site


@action
def say_age(person: Person, *, band: str) -> None:
    """Somebody who is registered says which band they are in: wherever they are a member, they live by it from now on.

    15 or younger, what they agreed to by themselves ends at once, and their memberships pause until a guardian agrees. What
    a guardian agreed to goes on.
    """
    accounts.note_age(person, band=band)
    for site_id in sites_that_reach(person):
        with site_scope(site_id):
            _live_by(person, band)


def settle_band(person: Person, site: Site, band: str) -> str:
    """The band by which `person` agrees here: what they said just now, which is kept, or what is known.

    Raises `Refused`: `age_unknown`, `guardian_needed`.
    """
    age, asks = people.age_of(person), sites.asks_ages(site)
    if age and (is_current(age.band, age.said_at, clock.now()) or not (band or asks)):
        ensure_own_consent(site, age.band)
        return age.band
    ensure_own_consent(site, band)
    if band and asks:
        accounts.note_age(person, band=band)
    return band


def ensure_own_consent(site: Site, band: str) -> None:
    """Raises `Refused`: `age_unknown` where the site asks and nobody answered; `guardian_needed` at 15 or younger."""
    if not band and sites.asks_ages(site):
        raise Refused("age_unknown", _("Please say first how old you are."))
    if band == Band.CHILD:
        raise Refused("guardian_needed", _("At 15 or younger, a parent or guardian agrees for you first."))


def _live_by(person: Person, band: str) -> None:
    member = people.member_of(person)
    if member is None:
        return
    accounts.keep_private(member, band=band)
    if band == Band.CHILD:
        for kind in consents.kinds_given_alone(person.id):
            consent.withdraw_consent(person, kind=kind, by="answer to the question of age")
