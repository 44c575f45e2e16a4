"""The words of the provider's policy in force, for whatever is compared with them."""

from coorum.consent import queries as consent
from coorum.consent.documents import Document, from_json
from coorum.consent.documents.form import parts_of, words_of
from coorum.consent.kinds import PolicyKind
from coorum.consent.models import PolicyVersion


def in_force() -> PolicyVersion | None:
    """The provider's policy in effect for everybody now, or None."""
    return consent.version_in_force(PolicyKind.PROVIDER_POLICY)


def words_in_force() -> dict[str, str]:
    """All words of the policy in force, by language; nothing where none is published."""
    version = in_force()
    return (
        {text.language: words_of_document(from_json(text.document)) for text in version.texts.all()} if version else {}
    )


def words_of_document(document: Document) -> str:
    """Every word of a document, a line a part."""
    return "\n".join(word for part in parts_of(document) for word in words_of(part))
