"""Asking a guardian. Nobody is registered by it, and the answer is the same for every address."""

from secrets import token_urlsafe

from coorum.accounts import queries as people
from coorum.accounts.contact import address_of
from coorum.accounts.models import Person
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import Party, publish
from coorum.consent.notice import joining_notice
from coorum.privacy.guardians import letters, rules
from coorum.privacy.guardians.events import GUARDIAN_ASKED
from coorum.privacy.models import GuardianAsk
from coorum.sites.models import Site
from coorum.sites.rules import ensure_goes_on


@action
def ask_guardian(
    *, site: Site, guardian: str, language: str, child: str = "", person: Person | None = None, invitation: str = ""
) -> None:
    """Ask `guardian` whether somebody of 15 or younger may join `site`: at the address `child`, or `person`, who is signed in.

    Asked again, the last word counts; once a guardian agreed, the child's letter is sent once more instead. Whose address
    is registered is told so, by letter and nowhere else. Raises `Refused`: `same_address`, `ending`, `not_introduced`.
    """
    ensure_goes_on(site)
    joining_notice(site, language)
    child = address_of(person, "operate") if person else child.strip().lower()
    rules.ensure_another(child, guardian)
    if person is None and people.is_registered(child):
        letters.write("known", to=child, language=language, site=site, page="sign_in")
        return
    standing = GuardianAsk.objects.select_for_update().filter(community=site, child_mark=rules.mark_of(child)).first()
    if standing and standing.agreed_at and standing.expires_at > clock.now():
        tell_child(standing)
        return
    if standing:
        standing.delete()
    ask = GuardianAsk(
        community=site,
        person=person,
        child_address=child,
        guardian_address=guardian.strip().lower(),
        child_mark=rules.mark_of(child),
        guardian_mark=rules.mark_of(guardian),
        language=language,
        invitation=invitation,
        asked_at=clock.now(),
    )
    _put(ask, insert=True)


@action
def ask_again(ask: GuardianAsk) -> None:
    """What the guardian agreed to is no longer what is shown: they are asked anew, and nothing is registered before."""
    ask.agreed_at, ask.fingerprint, ask.child_hash, ask.advertising = None, "", "", False
    _put(ask, insert=False)


def tell_child(ask: GuardianAsk) -> None:
    """A fresh link to go on with, for the child's address."""
    code = token_urlsafe(24)
    ask.child_hash = code_hash(code)
    ask.save(update_fields=["child_hash"])
    letters.write(
        "agreed",
        to=ask.child_address,
        language=ask.language,
        site=ask.community,
        page="guardian_child",
        code=code,
        by=ask.expires_at,
    )


def party_of(ask: GuardianAsk) -> Party:
    """What the evidence knows an ask by."""
    return Party("guardian_ask", ask.id, ask.id.hex)


def _put(ask: GuardianAsk, *, insert: bool) -> None:
    """The question itself, under a new code of 192 bits."""
    code = token_urlsafe(24)
    ask.code_hash, ask.expires_at = code_hash(code), clock.now() + rules.TO_ANSWER
    ask.save(force_insert=insert)
    publish(GUARDIAN_ASKED, actor=party_of(ask), subject=party_of(ask), chain=ask.community_id)
    letters.write(
        "asked",
        to=ask.guardian_address,
        language=ask.language,
        site=ask.community,
        page="guardian",
        code=code,
        child=rules.masked(ask.child_address),
        by=ask.expires_at,
    )
