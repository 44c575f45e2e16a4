"""The cache that all processes share: counts of tries, and whatever else every worker must see alike. A table.

A count belongs to the unit of work that made it. Two requests that count under the same key wait for each other in
PostgreSQL, so guesses sent all at once are counted one by one, before anything is compared. Keys are hashed (they name
addresses of the network), values are JSON, and no eviction can be provoked by filling the cache: rows go when they expire.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection, models

from coorum.base import clock


class Shared(models.Model):
    """One cached value. Unlogged: a crash of the database empties the table, and nothing else is lost."""

    key = models.CharField(primary_key=True, max_length=64)
    value = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "base"
        db_table = "shared"


_SET = """
INSERT INTO shared (key, value, expires_at) VALUES (%s, %s, %s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
"""
_ADD = f"{_SET} WHERE shared.expires_at <= %s"


class SharedCache(BaseCache):
    """Django's cache protocol over that table: one statement a call. Values must be JSON (no pickles in a database)."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = Shared.objects.filter(key=self._name(key, version), expires_at__gt=clock.now())
        text = found.values_list("value", flat=True).first()
        return default if text is None else json.loads(text)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._write(_SET, [self._name(key, version), json.dumps(value), self._end(timeout)])

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Set where nothing is. Waits for a transaction that is about to add or delete the same key."""
        row = [self._name(key, version), json.dumps(value), self._end(timeout), clock.now()]
        return self._write(_ADD, row) == 1

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        live = Shared.objects.filter(key=self._name(key, version), expires_at__gt=clock.now())
        return live.update(expires_at=self._end(timeout)) == 1

    def delete(self, key: str, version: int | None = None) -> bool:
        return Shared.objects.filter(key=self._name(key, version)).delete()[0] == 1

    def clear(self) -> None:
        Shared.objects.all().delete()

    def _name(self, key: str, version: int | None) -> str:
        return sha256(self.make_key(key, version=version).encode()).hexdigest()

    def _end(self, timeout: Any) -> datetime:
        seconds = self.get_backend_timeout(timeout)
        return datetime.max.replace(tzinfo=UTC) if seconds is None else datetime.fromtimestamp(seconds, tz=UTC)

    @staticmethod
    def _write(sql: str, row: list[Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql, row)
            return int(cursor.rowcount)


def forget_expired() -> None:
    """Delete what has run out."""
    Shared.objects.filter(expires_at__lte=clock.now()).delete()
