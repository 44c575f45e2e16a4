"""The structured document: its form, its anchors, its JSON and hash, and its canonical text."""

from coorum.consent.documents.anchors import with_anchors
from coorum.consent.documents.canonical import canonical_json, from_json, hash_of, to_json
from coorum.consent.documents.form import (
    Article,
    Document,
    Enactment,
    Item,
    Paragraph,
    Part,
    parts_of,
    words_of,
)
from coorum.consent.documents.writing import canonical_text

__all__ = [
    "Article",
    "Document",
    "Enactment",
    "Item",
    "Paragraph",
    "Part",
    "canonical_json",
    "canonical_text",
    "from_json",
    "hash_of",
    "parts_of",
    "to_json",
    "with_anchors",
    "words_of",
]
