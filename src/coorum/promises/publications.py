"""What is witnessed of a publication: the text that is stamped, and whether a page as seen from outside says it."""

from collections.abc import Iterator
from hashlib import sha256

from coorum.base.ledger.canonical import canonical
from coorum.base.ledger.heads import time_text
from coorum.consent.documents import Document
from coorum.consent.documents.form import parts_of, words_of
from coorum.consent.models import PolicyVersion

FORMAT = "coorum-publication-1"


def publication_of(version: PolicyVersion) -> bytes:
    """The bytes that are stamped: which document, whose, from when, and the SHA-256 of its text in each language."""
    return canonical(
        {
            "format": FORMAT,
            "id": str(version.id),
            "kind": version.kind,
            "community": str(version.community_id) if version.community_id else None,
            "number": version.number,
            "class": version.change_class,
            "announced_at": time_text(version.announced_at),
            "effective_at": time_text(version.effective_at),
            "sha256": {text.language: text.sha256 for text in version.texts.all()},
        }
    )


def digest_of(version: PolicyVersion) -> str:
    """The SHA-256, in hex, that a stamp over the version names."""
    return sha256(publication_of(version)).hexdigest()


def is_said(document: Document, text: str) -> bool:
    """Whether `text`, a page as people read it, says every word of the document in its order. Spaces do not count."""
    page, at = _closed(text), 0
    for word in _sentences(document):
        found = page.find(word, at)
        if found < 0:
            return False
        at = found + len(word)
    return True


def _sentences(document: Document) -> Iterator[str]:
    """The sentences in their order. Numbers and signs of lists are left out: a browser makes its own of them."""
    for part in parts_of(document):
        for words in words_of(part):
            closed = _closed(words)
            if len(closed) > 3:
                yield closed


def _closed(text: str) -> str:
    return "".join(text.split())
