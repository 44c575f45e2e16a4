"""The one way across sites: it wants a reason, writes it down, and may only read.

`SET LOCAL ROLE coorum_every_site` takes on a role that owns nothing and bypasses nothing; its own policy lets it select
from every site. The role is granted to the application without inheritance, so it must be taken on in so many words.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection

from coorum.base import scope as scopes
from coorum.base.events import EVERY_SITE_ENTERED, Party, publish


@contextmanager
def every_site(*, reason: str, actor: Party) -> Iterator[None]:
    """Read across sites inside the open scope. `reason` is a sentence for the record; writing is refused by PostgreSQL."""
    if not reason.strip():
        raise ValueError("crossing sites needs a reason")
    here = scopes.current()
    publish(EVERY_SITE_ENTERED, actor=actor, reason=reason)
    token = scopes._current.set(replace(here, every_site=True))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE coorum_every_site")
        try:
            yield
        finally:
            scopes._current.reset(token)
            if not connection.needs_rollback:
                cursor.execute("RESET ROLE")
