"""Sessions as a table that knows whose they are: listing and revoking are one query each.

Of the network only the first half of the address is kept (IPv4 /16, IPv6 /48): enough to recognise one's own devices.
"""

from ipaddress import ip_address, ip_network
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from coorum.base import clock

DETAILS = ("host", "network", "agent", "signed_in_at")


class SessionStore(DatabaseStore):
    """Django's database sessions, with person, host, network and agent beside the data."""

    @classmethod
    def get_model_class(cls) -> Any:
        from coorum.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session = super().create_model_instance(data)
        session.person_id = data.get("_auth_user_id")
        for name in DETAILS:
            value = data.get(f"_{name}")
            if value:
                setattr(session, name, value)
        session.seen_at = clock.now()
        return session


def coarse_network(address: str) -> str:
    """`203.0.113.7` → `203.0.0.0/16`; an address that is none → an empty text."""
    try:
        prefix = 16 if ip_address(address).version == 4 else 48
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{prefix}", strict=False))
