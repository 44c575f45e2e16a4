"""The one clock of the house, so that tests can hold it still."""

from datetime import UTC, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now().astimezone(UTC)
