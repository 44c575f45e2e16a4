"""Tombstones: what was erased or withdrawn, written down outside every backup, so that a restored one stays erased.

An action that lets go of something calls `bury` in its transaction; the room says in `on_replay` how it is done again. A
tombstone holds ids that were drawn by lot and a few plain words, nothing else: it is worth nothing without the rows it is
about. It is a row at once, and a moment after the commit a line in a file of COORUM_TOMBSTONES, a folder that belongs on
another disk than the database. After a restore, the lines that the restored rows do not know are done again before anybody
is let in (`replay`).
"""

import json
import os
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from coorum.base import clock, scope
from coorum.base.ids import new_id

LOOK_BACK = timedelta(days=1)


class Tombstone(models.Model):
    """`kind` says what was let go, `subject` whose or which, on `site_id` (the nil UUID for the provider's scope)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    site_id = models.UUIDField()
    subject = models.UUIDField()
    facts = models.JSONField(default=dict)
    buried_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "base"
        db_table = "tombstone"

    def line(self) -> str:
        """The same as a line of JSON."""
        plain = {"id": str(self.id), "kind": self.kind, "site": str(self.site_id), "subject": str(self.subject)}
        return json.dumps({**plain, "facts": self.facts, "at": self.buried_at.isoformat()}) + "\n"


Replay = Callable[[Tombstone], None]
_replays: dict[str, Replay] = {}
_again: ContextVar[bool] = ContextVar("coorum_replaying", default=False)


class Unknown(LookupError):  # noqa: N818  says what is the matter
    """Nobody here knows how to do again what a tombstone speaks of."""


def on_replay(kind: str, replay: Replay) -> None:
    """Say how a kind is let go again: `replay(tombstone)` in its site's scope; where nothing is left to do, it does nothing."""
    _replays[kind] = replay


def bury(kind: str, subject: UUID, /, **facts: str | bool | int) -> None:
    """Write down, in this transaction and the open scope, that something is let go for good. During a replay it is known."""
    if kind not in _replays:
        raise Unknown(f"nobody says how to replay {kind}")
    if _again.get():
        return
    stone = Tombstone(kind=kind, site_id=scope.current().site_id, subject=subject, facts=facts, buried_at=clock.now())
    stone.save(force_insert=True)
    transaction.on_commit(lambda: _write([stone]), robust=True)


def write_missing() -> int:
    """Write lines for rows of the last day that have none, since a process died between commit and file. How many."""
    since = clock.now() - LOOK_BACK
    written = {stone.id for stone in _lines(since)}
    missing = [stone for stone in Tombstone.objects.filter(buried_at__gte=since) if stone.id not in written]
    _write(missing)
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)  # an empty one says that nothing was let go of
    return len(missing)


def replay(folder: Path | None = None) -> int:
    """Let go again of whatever the files speak of and the rows do not. How many there were.

    Raises `Unknown` or ValueError for a line it cannot do again: better no service than one that forgot what it let go of.
    """
    if folder and folder.resolve() != _folder().resolve():
        here = {stone.id for stone in _lines(None)}
        _write([stone for stone in _lines(None, folder) if stone.id not in here])
    known = set(Tombstone.objects.values_list("id", flat=True))
    new = {stone.id: stone for stone in _lines(None, folder) if stone.id not in known}
    for stone in sorted(new.values(), key=lambda one: one.buried_at):
        _replay(stone)
    return len(new)


def _replay(stone: Tombstone) -> None:
    if stone.kind not in _replays:
        raise Unknown(f"nobody here knows how to replay {stone.kind}: restore with the version that wrote it")
    token = _again.set(True)
    try:
        with scope.scope_cleared(), scope.site_scope(stone.site_id):
            _replays[stone.kind](stone)
            stone.save(force_insert=True)
    finally:
        _again.reset(token)


def _write(stones: list[Tombstone]) -> None:
    for stone in stones:
        path = _folder() / f"{stone.buried_at:%Y-%m}.jsonl"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"\n{stone.line()}".encode())  # one call: lines of several processes do not mix
            os.fsync(handle)
        finally:
            os.close(handle)


def _lines(since: datetime | None, folder: Path | None = None) -> Iterator[Tombstone]:
    """What the files hold, or those of the months from `since` on. ValueError where a line is none."""
    for path in sorted((folder or _folder()).glob("*.jsonl")):
        if since is None or path.stem >= f"{since:%Y-%m}":
            # A line that a death cut short was never whole: its row is written again by `write_missing`.
            yield from (_stone(line) for line in path.read_text().splitlines(keepends=True) if line.endswith("}\n"))


def _stone(line: str) -> Tombstone:
    given: dict[str, Any] = json.loads(line)
    return Tombstone(
        id=UUID(given["id"]),
        kind=given["kind"],
        site_id=UUID(given["site"]),
        subject=UUID(given["subject"]),
        facts=given["facts"],
        buried_at=datetime.fromisoformat(given["at"]),
    )


def _folder() -> Path:
    return Path(settings.COORUM_TOMBSTONES)
