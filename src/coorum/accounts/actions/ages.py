"""Age bands: whether a site asks for them, and what somebody answered."""

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries
from coorum.accounts.bands import MINORS, Band
from coorum.accounts.events import AGE_SAID
from coorum.accounts.models import Age, Member, Person
from coorum.accounts.queries import Viewer
from coorum.accounts.rules import ensure_owner
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.base.scope import PROVIDER
from coorum.consent import queries as consent
from coorum.consent.items import item
from coorum.sites import actions as sites
from coorum.sites.models import Site

ITEM = "age_band"


@action
def ask_ages(viewer: Viewer, site: Site) -> None:
    """From now on whoever registers on the site is asked for their age band first.

    Raises `Refused`: `not_owner`; `not_told` while the policy in force does not name the age band (APPI 21(2)).
    """
    ensure_owner(viewer)
    if not consent.names_item(item(ITEM)):
        raise Refused(
            "not_told",
            _(
                "The provider's privacy policy in force does not name age bands yet. Please ask the provider to publish it."
            ),
        )
    sites.begin_asking_ages(viewer.party, site)


@action
def stop_asking_ages(viewer: Viewer, site: Site) -> None:
    """Nobody is asked any more; what is known stays as it is. Raises `Refused("not_owner")`."""
    ensure_owner(viewer)
    sites.stop_asking_ages(viewer.party, site)


@action
def note_age(person: Person, *, band: str) -> Age:
    """Keep what the person answered, and when; the last answer counts."""
    age, _new = Age.objects.update_or_create(person=person, defaults={"band": Band(band), "said_at": clock.now()})
    party = queries.person_party(person)
    publish(AGE_SAID, actor=party, subject=party, chain=PROVIDER, payload={"band": age.band})
    return age


@action
def keep_private(member: Member, *, band: str) -> None:
    """Whether others see more of the member than a name follows from the band."""
    member.is_private = band in MINORS
    member.save(update_fields=["is_private"])
