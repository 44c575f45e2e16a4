"""A guardian stops it: everything at once, with a fortnight to think again that is theirs and nobody else's."""

from coorum.accounts import queries as people
from coorum.accounts.contact import address_of
from coorum.accounts.models import Person
from coorum.base import clock, mail_codes
from coorum.base.actions import action
from coorum.base.events import Party, publish
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.privacy.actions.erasing.asking import ask_to_leave, confirm, undo
from coorum.privacy.erasure import rules as erasure_rules
from coorum.privacy.guardians import letters, queries
from coorum.privacy.guardians.events import GUARDIAN_CAME_BACK, GUARDIAN_WITHDREW
from coorum.privacy.models import Erasure, GuardianCode, GuardianProof
from coorum.provision.queries import sites_that_reach
from coorum.sites.models import Site

BY = "guardian, by the letter's link and a code"


@action
def send_code(proof: GuardianProof, *, address: str) -> None:
    """A code to the guardian's address, if this is it; nothing otherwise, and the answer is the same.

    Raises `Refused("too_many")`, whatever the address: five an hour for each proof.
    """
    mail_codes.ensure_few(GuardianCode.objects.filter(proof=proof))
    code = mail_codes.draw(GuardianCode(proof=proof))
    if queries.is_guardians(proof, address):
        letters.write("code", to=address, language=proof.language, site=proof.community, code=code)


@action
def stop(proof: GuardianProof, *, address: str, code: str) -> bool:
    """Whether the code was right; then the child's part ends: consents at once, the rest in fourteen days.

    Stopped already, nothing more happens. A wrong code is an answer, not a refusal: the try must stay counted.
    """
    if not _is_right(proof, address, code):
        return False
    proof = _locked(proof)
    if proof.withdrawn_at is None:
        _stop(proof, address)
    return True


@action
def come_back(proof: GuardianProof, *, address: str, code: str) -> bool:
    """Whether the code was right; then nothing is erased. The membership pauses until a guardian agrees anew."""
    if not _is_right(proof, address, code):
        return False
    proof = _locked(proof)
    if proof.erasure is not None and queries.can_come_back(proof):
        undo(proof.person, erasure=proof.erasure, actor=_guardian(proof))
        publish(
            GUARDIAN_CAME_BACK,
            actor=_guardian(proof),
            subject=people.person_party(proof.person),
            chain=proof.community_id,
        )
    return True


def _stop(proof: GuardianProof, address: str) -> None:
    person, site = proof.person, proof.community
    child = address_of(person, "operate")
    with site_scope(site.id):
        for kind in consents.kinds_in_force(person.id):
            consent.withdraw_consent(person, kind=kind, by=BY)
    proof.withdrawn_at = clock.now()
    proof.erasure = _leave(person, site, proof.language)
    proof.save(update_fields=["withdrawn_at", "erasure"])
    publish(
        GUARDIAN_WITHDREW, actor=_guardian(proof), subject=people.person_party(person), chain=site.id, key=proof.receipt
    )
    erased_on = clock.now() + erasure_rules.GRACE
    letters.write("ended", to=child, language=person.language, site=site, by=erased_on)
    letters.write("stopped", to=address, language=proof.language, site=site, by=erased_on)


def _leave(person: Person, site: Site, language: str) -> Erasure | None:
    """Leave the site; where it is the only one, the account is closed with it. None where that is under way already."""
    with site_scope(site.id):
        member = people.member_of(person)
    if member is None or member.is_hidden or people.is_closing(person):
        return None
    community = site if _is_member_elsewhere(person, site) else None
    wish = ask_to_leave(person, community=community, keep_posts=False, language=language)
    return confirm(person, erasure=wish, is_told=False)


def _is_member_elsewhere(person: Person, site: Site) -> bool:
    for other in sites_that_reach(person):
        with site_scope(other):
            member = people.member_of(person) if other != site.id else None
        if member is not None and not member.is_hidden:
            return True
    return False


def _is_right(proof: GuardianProof, address: str, code: str) -> bool:
    return queries.is_guardians(proof, address) and mail_codes.use(GuardianCode.objects.filter(proof=proof), code)


def _locked(proof: GuardianProof) -> GuardianProof:
    return (
        GuardianProof.objects.select_for_update(of=("self",))
        .select_related("community__operator", "person", "erasure")
        .get(id=proof.id)
    )


def _guardian(proof: GuardianProof) -> Party:
    return Party("guardian", proof.id, proof.id.hex)
