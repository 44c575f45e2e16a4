"""A document as JSON and as the hash that a consent receipt names.

The hash depends on the words, their order and the language, and on nothing else: anchors and empty fields
stay out of it, so a field added to the form one day leaves every old hash as it is.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from coorum.consent.documents.anchors import with_anchors
from coorum.consent.documents.form import Article, Document, Enactment, Item, Paragraph

FORM = 1  # of the canonical JSON; a new number would be a new kind of hash


def to_json(document: Document) -> dict[str, Any]:
    """The document as plain JSON values; empty fields and anchors are left out."""
    return _plain(document)


def _plain(node: Any) -> Any:
    if is_dataclass(node):
        pairs = ((f.name, getattr(node, f.name)) for f in fields(node) if f.name != "anchor")
        return {name: _plain(value) for name, value in pairs if value not in ("", (), 0, None)}
    if isinstance(node, tuple):
        return [_plain(entry) for entry in node]
    return node.isoformat() if isinstance(node, date) else node


def from_json(data: dict[str, Any]) -> Document:
    """The document that `to_json` gave, anchors and all. Raises ValueError for anything else."""
    try:
        return with_anchors(_document(data))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"This is not the JSON of a document: {error}") from error


def _document(data: dict[str, Any]) -> Document:
    return Document(
        title=data.get("title", ""),
        preamble=_paragraphs(data.get("preamble", ())),
        articles=tuple(_article(entry) for entry in data.get("articles", ())),
        enacted=tuple(_enactment(entry) for entry in data.get("enacted", ())),
        closing=_paragraphs(data.get("closing", ())),
    )


def _article(data: dict[str, Any]) -> Article:
    given = {"number": "", "heading": "", **data}
    return Article(**given | {"paragraphs": _paragraphs(data.get("paragraphs", ()))})


def _enactment(data: dict[str, Any]) -> Enactment:
    return Enactment(data["kind"], date.fromisoformat(data["on"]) if "on" in data else None, data["text"])


def _paragraphs(data: Sequence[dict[str, Any]]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(entry.get("number", ""), entry.get("text", ""), _items(entry.get("items", ()))) for entry in data
    )


def _items(data: Sequence[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(Item(**{"marker": "", "text": "", **entry, "notes": tuple(entry.get("notes", ()))}) for entry in data)


def canonical_json(document: Document, language: str) -> bytes:
    """The bytes that are hashed: sorted keys, no spaces, UTF-8, tagged with the form and the language."""
    content = {"form": FORM, "language": language, "document": to_json(document)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(document: Document, language: str) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits. What a receipt says the person was shown."""
    return hashlib.sha256(canonical_json(document, language)).hexdigest()
