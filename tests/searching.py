"""The search for a case as the worker does it: one call after another, until there is nothing more to ask."""

from uuid import UUID

from coorum.privacy import actions


def search_all(request_id: UUID) -> int:
    """To its end. How many calls found something to ask."""
    calls = 0
    while actions.collect(request_id):
        calls += 1
    return calls
