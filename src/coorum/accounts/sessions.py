"""Sessions as a table that knows whose they are: listing and revoking are one query each.

Of the network only the first half of the address is kept (IPv4 /16, IPv6 /48): enough to recognise one's own devices.
"""

from contextvars import ContextVar
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.crypto import get_random_string

from coorum.base import clock
from coorum.base.compiled import compiled

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from coorum.accounts.models import Person, Session

DETAILS = ("host", "network", "agent", "browser", "signed_in_at")
#: The person whose session was just read, for `accounts.backends`, who asks for them next and takes them away.
came_with_session: ContextVar["Person | None"] = ContextVar("coorum_came_with_session", default=None)
#: How old the note "last seen" may get before a visit renews it.
SEEN_ANEW_AFTER = timedelta(days=1)
#: How long a session lasts, in seconds, in which nobody has signed in.
VISIT = 60 * 60


class SessionStore(DatabaseStore):
    """Django's database sessions, with person, host, network, agent and browser beside the data."""

    @classmethod
    def get_model_class(cls) -> Any:
        from coorum.accounts.models import Session

        return Session

    def load(self) -> dict[str, Any]:
        """The session's data, and a note that it was seen today."""
        row = next(iter(_session(self.session_key or "", clock.now())), None)
        if row is None:
            self._session_key = None
            return {}
        came_with_session.set(row.person)
        if row.seen_at is None or row.seen_at < clock.now() - SEEN_ANEW_AFTER:
            self._see(row)
        return dict(self.decode(row.session_data))

    def _get_new_session_key(self) -> str:
        """165 random bits: nobody need look whether they are taken, and the table would say so."""
        return get_random_string(32, VALID_KEY_CHARS)

    def cycle_key(self) -> None:
        """Nobody on signing in goes on under a key of before. A session that was never kept has none: it gets its first when
        it is kept, in one statement.
        """
        if self._get_session() is not None and self.session_key:  # type: ignore[attr-defined]  # the stubs do not know it
            return super().cycle_key()
        self.modified = True
        return None

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  Django's signature
        """A session that is there already is changed by one statement, without Django's savepoint around it."""
        if must_create or self.session_key is None:
            return super().save(must_create)
        row = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]  # the stubs do not know it
        kept = {
            field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
        }
        if not self.get_model_class().objects.filter(session_key=self.session_key).update(**kept):
            raise UpdateError
        return None

    def _see(self, row: "Session") -> None:
        """Once a day: the device was seen, and the account used (unused ones are erased after 24 months)."""
        self.get_model_class().objects.filter(session_key=row.session_key).update(seen_at=clock.now())
        if row.person:
            row.person.last_login = clock.now()
            row.person.save(update_fields=["last_login"])

    def get_session_cookie_age(self) -> int:
        """In seconds: short for somebody on the way in (it holds their address and a code), long once they are."""
        return int(super().get_session_cookie_age()) if "_auth_user_id" in self else VISIT

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session: Any = super().create_model_instance(data)
        session.person_id = data.get("_auth_user_id")
        for name in DETAILS:
            value = data.get(f"_{name}")
            if value:
                setattr(session, name, value)
        session.seen_at = clock.now()
        return session


@compiled
def _session(key: str, now: datetime) -> "QuerySet[Session]":
    from coorum.accounts.models import Session

    return Session.objects.select_related("person").filter(session_key=key, expire_date__gt=now)


def coarse_network(address: str) -> str:
    """`203.0.113.7` → `203.0.0.0/16`; an address that is none → an empty text."""
    try:
        prefix = 16 if ip_address(address).version == 4 else 48
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{prefix}", strict=False))
