"""Whether a bad day could be survived: backups, drills, tombstones."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coorum.launch.doctor.finding import Finding, ago, fail, ok, warn

BACKUP, TOO_OLD = timedelta(hours=26), timedelta(days=8)
DRILL = timedelta(days=35)


def backup() -> Iterator[Finding]:
    """One was made last night."""
    from coorum.base.operations import BACKUP_MADE, last

    at = last(BACKUP_MADE)
    if at is None:
        yield warn("backup", "there is none yet: “coorum backup”, each night (docs/operate/backup.md).")
        return
    age = datetime.now(UTC) - at
    say = fail if age > TOO_OLD else warn if age > BACKUP else ok
    yield say("backup", f"the last is {ago(age)} old" + ("" if say is ok else ": see why none was made since."))


def drill() -> Iterator[Finding]:
    """One was brought back lately."""
    from coorum.base.operations import BACKUP_DRILLED, last

    at = last(BACKUP_DRILLED)
    if at is None or datetime.now(UTC) - at > DRILL:
        when = f"the last was {ago(datetime.now(UTC) - at)} ago" if at else "there was none yet"
        yield warn("drill", f"{when}: “coorum restore FOLDER --drill” shows that backups can be restored.")
    else:
        yield ok("drill", f"the last was {ago(datetime.now(UTC) - at)} ago")


def tombstones() -> Iterator[Finding]:
    """They would outlive the database."""
    from django.conf import settings

    own, data = Path(settings.COORUM_TOMBSTONES), Path(settings.COORUM_DATA)
    if settings.COORUM_MODE == "prod" and own.exists() and data.exists() and own.stat().st_dev == data.stat().st_dev:
        words = "they lie on the disk of the data: point COORUM_TOMBSTONES to another, or who left may come back with a restore."
        yield warn("tombstones", words)
    else:
        yield ok("tombstones", f"written to {own}")
