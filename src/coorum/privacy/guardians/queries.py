"""Every read about guardians."""

from uuid import UUID

from django.utils.crypto import constant_time_compare

from coorum.accounts.models import Person
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.consent.notice import joining_notice
from coorum.privacy.erasure.kinds import LEAVING
from coorum.privacy.guardians import rules
from coorum.privacy.models import Erasure, GuardianAsk, GuardianProof


def ask_for_guardian(code: str) -> GuardianAsk | None:
    """What the guardian's letter leads to, while it can be answered."""
    return _standing(code_hash=code_hash(code), agreed_at=None) if code else None


def ask_for_child(code: str) -> GuardianAsk | None:
    """What the child's letter leads to, once their guardian agreed."""
    return _standing(child_hash=code_hash(code), agreed_at__isnull=False) if code else None


def is_current(ask: GuardianAsk) -> bool:
    """Whether the notice that the guardian agreed to is still the one that is shown."""
    return joining_notice(ask.community, ask.language).fingerprint == ask.fingerprint


def proof_with(code: str) -> GuardianProof | None:
    """The proof whose letter to the guardian held this code."""
    rows = GuardianProof.objects.select_related("community__operator", "person", "erasure")
    return rows.filter(code_hash=code_hash(code)).first() if code else None


def is_guardians(proof: GuardianProof, address: str) -> bool:
    """Whether this is the address at which the guardian was asked."""
    return constant_time_compare(proof.commitment, rules.commitment_to(address, proof.salt))


def can_come_back(proof: GuardianProof) -> bool:
    """Whether a guardian who stopped it can still take that back."""
    return proof.erasure is not None and proof.erasure.state in LEAVING


def was_ordered(erasure: Erasure) -> bool:
    """Whether a guardian set this leaving going: then it is theirs to take back, not the child's."""
    return GuardianProof.objects.filter(erasure=erasure).exists()


def is_waiting(person: Person, site_id: UUID) -> bool:
    """Whether a guardian was asked for this person, and has not answered."""
    rows = GuardianAsk.objects.filter(person=person, community=site_id, agreed_at=None)
    return rows.filter(expires_at__gt=clock.now()).exists()


def _standing(**which: object) -> GuardianAsk | None:
    rows = GuardianAsk.objects.select_related("community__operator", "person")
    return rows.filter(expires_at__gt=clock.now(), **which).first()
