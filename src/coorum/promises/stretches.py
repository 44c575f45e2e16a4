"""How far back a check looks: at everything, or at what is new since it last found nothing amiss."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stretch:
    """`since` is None for everything; `whole_at` the last time that everything was looked at, this one included."""

    since: datetime | None = None
    whole_at: datetime | None = None

    def of(self, query: str) -> str:
        """The query with `:since` (a moment) and `:first_id` (the least UUIDv7 of that moment) written out."""
        since = self.since.isoformat() if self.since else "-infinity"
        return query.replace(":since", f"'{since}'::timestamptz").replace(":first_id", f"'{self.first_id}'::uuid")

    @property
    def first_id(self) -> UUID:
        """No id made at or after `since` is less (RFC 9562: 48 bits of milliseconds first)."""
        if self.since is None:
            return UUID(int=0)
        milliseconds = (self.since - datetime.fromisoformat("1970-01-01T00:00:00Z")) // timedelta(milliseconds=1)
        return UUID(int=milliseconds << 80)

    @property
    def facts(self) -> dict[str, Any]:
        """What a finding says of it: moments as ISO 8601; `since` is empty where everything was looked at."""
        return {
            "since": self.since.isoformat(timespec="seconds") if self.since else "",
            "whole_at": self.whole_at.isoformat(timespec="microseconds") if self.whole_at else "",
        }
