"""The words of the provider's policy in force, for whatever is compared with them."""

from coorum.consent import queries as consent
from coorum.consent.kinds import PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.consent.queries import words_of_document

__all__ = ["in_force", "words_in_force", "words_of_document"]


def in_force() -> PolicyVersion | None:
    """The provider's policy in effect for everybody now, or None."""
    return consent.version_in_force(PolicyKind.PROVIDER_POLICY)


def words_in_force() -> dict[str, str]:
    """All words of the policy in force, by language; nothing where none is published."""
    return consent.words_in_force(PolicyKind.PROVIDER_POLICY)
