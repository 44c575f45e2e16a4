"""The child takes part, by what their guardian agreed to; the proof of it is made in the same transaction."""

from secrets import token_hex, token_urlsafe

from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.accounts.models import Person
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.base.scope import site_scope
from coorum.consent import queries as consents
from coorum.consent.kinds import ConsentKind
from coorum.consent.receipts import GivenByGuardian
from coorum.privacy.guardians import letters, rules
from coorum.privacy.guardians.events import GUARDIAN_PROVED
from coorum.privacy.models import GuardianAsk, GuardianProof
from coorum.provision import actions as provision


@action
def complete(ask: GuardianAsk, person: Person) -> None:
    """Make `person` a member by the guardian's consent, keep the proof, and forget both addresses.

    Raises what `provision.join_by_guardian` raises; RuntimeError for an ask that nobody agreed to.
    """
    if ask.agreed_at is None:
        raise RuntimeError(f"no guardian agreed to {ask.id}")
    salt, code, now = token_hex(16), token_urlsafe(24), clock.now()
    given = GivenByGuardian(rules.commitment_to(ask.guardian_address, salt), ask.agreed_at)
    with site_scope(ask.community_id):
        provision.join_by_guardian(
            person,
            fingerprint=ask.fingerprint,
            language=ask.language,
            advertising=ask.advertising,
            invitation=ask.invitation,
            guardian=given,
        )
        standing = consents.standing_consent(person.id, ConsentKind.PROVISION)
    if standing is None:
        raise RuntimeError(f"the consent of {ask.id} does not stand")
    proof = GuardianProof.objects.create(
        community=ask.community,
        person=person,
        receipt=standing.receipt_id,
        salt=salt,
        commitment=given.commitment,
        fingerprint=ask.fingerprint,
        code_hash=code_hash(code),
        language=ask.language,
        agreed_at=ask.agreed_at,
        of_age_at=rules.of_age_at(Band.CHILD, now),
    )
    party = people.person_party(person)
    facts = {"commitment": proof.commitment, "receipt": str(proof.receipt)}
    publish(GUARDIAN_PROVED, actor=party, subject=party, chain=ask.community_id, payload=facts, key=proof.id)
    letters.write(
        "proved", to=ask.guardian_address, language=ask.language, site=ask.community, page="guardian_stop", code=code
    )
    ask.delete()
