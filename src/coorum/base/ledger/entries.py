"""Writing into the ledger: `append` to the chain, `note` into the stream that is sealed within a second.

Both are one statement, in the caller's transaction; `append` locks the chains it writes to until that transaction ends,
so it comes last in it. What the words mean is docs/evidence.md.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.utils import OperationalError
from psycopg.errors import DeadlockDetected, LockNotAvailable

from coorum.base.ids import new_id
from coorum.base.ledger.canonical import commit

PROVIDER_CHAIN = UUID(int=0)

# The database checks the same (migrations/0001_tables.sql); here it is said which draft is meant.
KIND = re.compile(r"(?!ledger\.(access|key)\.)(?=.{1,80}\Z)[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
ACTOR = re.compile(r"(?=.{1,40}\Z)[a-z][a-z0-9_.]*")
SUBJECT = re.compile(r"[A-Za-z0-9._:~-]{1,80}")
REF_NAME = re.compile(r"[a-z][a-z0-9_]*")
REF = re.compile(r"[A-Za-z0-9._:/+=~,-]*")


class LedgerBusy(RuntimeError):  # noqa: N818  says what is the matter
    """Another transaction held the chain for two seconds. Nothing was written; the whole transaction may be tried again."""


@dataclass(frozen=True)
class Draft:
    """What is to be written. It checks itself: ValueError names the part that may not go into a ledger.

    `site` is the chain (a site's id, or PROVIDER_CHAIN); `kind` and `version` say how to read it; `actor` is a class of
    actors, never a person; `subject` a random reference, `refs` short texts without spaces, quotes or @. What may be
    personal goes into `payload`: it is kept apart, erasable, and only its salted commitment is in the chain. A draft
    whose `key` was used before on its chain is answered with the entry that has it; of the payload the first counts.
    """

    site: UUID
    kind: str
    actor: str
    subject: str | None = None
    refs: dict[str, str] = field(default_factory=dict)
    payload: dict[str, Any] | None = None
    version: int = 1
    key: UUID | None = None

    def __post_init__(self) -> None:
        refs = all(REF_NAME.fullmatch(name) and REF.fullmatch(text) for name, text in self.refs.items())
        checks = {
            "kind": KIND.fullmatch(self.kind),
            "actor": ACTOR.fullmatch(self.actor),
            "subject": self.subject is None or SUBJECT.fullmatch(self.subject),
            "refs": refs and sum(len(name) + len(text) + 6 for name, text in self.refs.items()) < 8000,
            "version": 1 <= self.version < 2**31,
        }
        wrong = [part for part, holds in checks.items() if not holds]
        if wrong:
            raise ValueError(f"the {wrong[0]} of {self.kind!r} is not fit for a ledger: {getattr(self, wrong[0])!r}")


@dataclass(frozen=True)
class Receipt:
    """Proof of having been written: entry `n` of chain `site`, and its hash in hex. Its text is what `ledger prove` takes."""

    site: UUID
    n: int
    hash: str

    def __str__(self) -> str:
        return f"{self.site}:{self.n}:{self.hash}"


def append(drafts: Sequence[Draft]) -> list[Receipt]:
    """Write entries at the end of their chains and answer a receipt for each, in order.

    Raises `LedgerBusy`, `NotCanonical` (a payload that has no canonical text), and IntegrityError where a key was used
    for another entry.
    """
    if not drafts:
        return []
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                "SELECT site_id, n, encode(hash, 'hex') FROM ledger_append(%s::jsonb) ORDER BY place", [_json(drafts)]
            )
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                raise LedgerBusy("the chain was held by another transaction for two seconds") from error
            raise
        return [Receipt(*row) for row in cursor.fetchall()]


def note(drafts: Sequence[Draft]) -> None:
    """Write leaves into the access stream; no lock, no waiting. A leaf whose key is there already is left as it is.

    Raises `NotCanonical`.
    """
    if drafts:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ledger_note(%s::jsonb)", [_json(drafts, keyed=True)])


def _json(drafts: Sequence[Draft], *, keyed: bool = False) -> str:
    """The drafts as the functions in migrations/0001_functions.sql take them."""
    return json.dumps([_plain(draft, draft.key or (new_id() if keyed else None)) for draft in drafts])


def _plain(draft: Draft, key: UUID | None) -> dict[str, Any]:
    salt, commitment = commit(draft.payload) if draft.payload is not None else (None, None)
    return {
        "site": str(draft.site),
        "kind": draft.kind,
        "version": draft.version,
        "actor": draft.actor,
        "subject": draft.subject,
        "refs": draft.refs,
        "commit": commitment and commitment.hex(),
        "salt": salt and salt.hex(),
        "payload": draft.payload,
        "key": key and str(key),
    }
