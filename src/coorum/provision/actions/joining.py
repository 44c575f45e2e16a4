"""Joining a site: agree, become a member, be handed over. In one transaction, or not at all."""

from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.bands import MINORS, Band
from coorum.accounts.models import Member, Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.consent.models import ConsentKind
from coorum.consent.notice import Notice, joining_notice
from coorum.consent.receipts import GivenByGuardian
from coorum.provision.actions.advertising import hand_over_wish
from coorum.provision.actions.ages import ensure_own_consent, say_age, settle_band
from coorum.provision.actions.providing import hand_over
from coorum.provision.events import MEMBER_JOINED
from coorum.provision.models import Joining, Reach
from coorum.sites import queries as sites
from coorum.sites.models import Site
from coorum.sites.rules import ensure_goes_on

CONTROL = "sign-up checkbox, unticked by default"
BY_GUARDIAN = "checkbox on the guardian's page, unticked by default"


@action
def ask_to_join(
    person: Person,
    *,
    site: Site,
    fingerprint: str,
    language: str,
    advertising: bool,
    invitation: str = "",
    band: str = "",
) -> None:
    """Remember what somebody agreed to before their address is verified. The last word counts.

    `band`: the age band they said they are in, where the site asks. Raises `Refused`: `stale` where the notice they were
    shown is no longer the current one, `age_unknown`, `guardian_needed`.
    """
    ensure_goes_on(site)
    ensure_own_consent(site, band)
    ensure_current(site, fingerprint, language)
    Joining.objects.update_or_create(
        person=person,
        community=site,
        defaults={
            "fingerprint": fingerprint,
            "language": language,
            "advertising": advertising,
            "invitation": invitation,
            "band": band if sites.asks_ages(site) else "",
            "asked_at": clock.now(),
        },
    )


def complete_joining(person: Person) -> list[Member]:
    """Do what `person` asked before their address was verified: once for each site, in that site's scope."""
    members = []
    for asked in Joining.objects.filter(person=person).order_by("asked_at"):
        with site_scope(asked.community_id):
            members.append(
                join(
                    person,
                    fingerprint=asked.fingerprint,
                    language=asked.language,
                    advertising=asked.advertising,
                    invitation=asked.invitation,
                    band=asked.band,
                )
            )
        asked.delete()
    return members


@action
def join(
    person: Person, *, fingerprint: str, language: str, advertising: bool, invitation: str = "", band: str = ""
) -> Member:
    """Make `person` a member of the open scope's site. Joining where one is a member already changes nothing.

    `band`: the age band they said they are in just now; without one, what is known counts. Raises `Refused`: `stale` (the
    notice changed meanwhile), `invitation_needed` (closed site, no valid invitation), `leaving` (they are about to leave,
    and can take that back first), `age_unknown`, `guardian_needed`.
    """
    _ensure_stays(person)
    standing = people.member_of(person)
    if standing is not None:
        return standing
    site = sites.current_site()
    ensure_goes_on(site)
    band = settle_band(person, site, band)
    notice = ensure_current(site, fingerprint, language)
    accounts.ensure_invited(person, site, invitation)
    _agree(person, notice, advertising=advertising, by=CONTROL)
    return _become_member(person, site, band)


@action
def join_by_guardian(
    person: Person, *, fingerprint: str, language: str, advertising: bool, invitation: str, guardian: GivenByGuardian
) -> Member:
    """Make somebody of 15 or younger a member of the open scope's site, by what their guardian agreed to. For a member
    whose membership pauses, the consent is theirs again. What they agreed to alone, anywhere, ends: it is known now.

    Raises `Refused`: `leaving`, `ending`, `stale`, `invitation_needed`.
    """
    _ensure_stays(person)
    site = sites.current_site()
    ensure_goes_on(site)
    notice = ensure_current(site, fingerprint, language)
    standing = people.member_of(person)
    if standing is None:
        accounts.ensure_invited(person, site, invitation)
    say_age(person, band=Band.CHILD)
    _agree(person, notice, advertising=advertising, by=BY_GUARDIAN, guardian=guardian)
    return standing or _become_member(person, site, Band.CHILD)


def _agree(
    person: Person, notice: Notice, *, advertising: bool, by: str, guardian: GivenByGuardian | None = None
) -> None:
    for kind in (ConsentKind.PROVISION, ConsentKind.ADVERTISING)[: 1 + advertising]:
        consent.give_consent(person, kind=kind, notice=notice, by=by, guardian=guardian)


def _become_member(person: Person, site: Site, band: str) -> Member:
    member = accounts.make_member(person)
    if band in MINORS:
        accounts.keep_private(member, band=band)
    Reach.objects.get_or_create(person=person, community=site, defaults={"since": member.joined_at})
    publish(MEMBER_JOINED, actor=people.person_party(person), subject=people.member_party(member), key=member.id)
    hand_over(member)
    hand_over_wish(member)
    return member


def _ensure_stays(person: Person) -> None:
    member = people.member_of(person)
    if people.is_closing(person) or (member and member.is_hidden):
        raise Refused("leaving", _("You are about to leave. Take that back first, or wait until it is done."))


def ensure_current(site: Site, fingerprint: str, language: str) -> Notice:
    """The notice in force, if it is the one that was shown; raises `Refused("stale")` otherwise."""
    notice = joining_notice(site, language)
    if notice.fingerprint != fingerprint:
        raise Refused("stale", _("What you were shown has changed since. Please read the new text and agree again."))
    return notice


@action
def agree_oneself(person: Person, *, fingerprint: str, language: str, advertising: bool) -> None:
    """At 16 the child agrees anew to what their guardian agreed to, or to advertising mail not any more.

    Raises `Refused`: `leaving`, `ending`, `stale`, `age_unknown`, `guardian_needed`.
    """
    _ensure_stays(person)
    site = sites.current_site()
    ensure_goes_on(site)
    settle_band(person, site, "")
    notice = ensure_current(site, fingerprint, language)
    consent.give_oneself(person, kind=ConsentKind.PROVISION, notice=notice, by=CONTROL)
    if advertising:
        consent.give_oneself(person, kind=ConsentKind.ADVERTISING, notice=notice, by=CONTROL)
    elif ConsentKind.ADVERTISING in consents.kinds_given_by_guardian(person.id):
        consent.withdraw_consent(person, kind=ConsentKind.ADVERTISING, by=CONTROL)


@action
def agree_again(person: Person, *, fingerprint: str, language: str, kind: ConsentKind = ConsentKind.PROVISION) -> None:
    """Consent again; to the provision: the pause ends, the data is handed over once more; to advertising: the operator
    is told.

    Raises `Refused`: `leaving`, `ending` (the operator's contract ends), `stale`, `age_unknown`, `guardian_needed`.
    """
    _ensure_stays(person)
    site = sites.current_site()
    ensure_goes_on(site)
    settle_band(person, site, "")
    notice = ensure_current(site, fingerprint, language)
    consent.give_consent(person, kind=kind, notice=notice, by="button on My page")
