"""Outside services: everything through which personal data could leave for a machine that is not the provider's.

A room names its service once, with the host it would send to; `EGRESS` (base/gates.py) says whether it may. A host of our
own (this machine, a socket, or one listed in COORUM_OWN_HOSTS) is no outside service.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from coorum.base.errors import Refused
from coorum.base.gates import EGRESS, TIE
from coorum.base.marks import marks_in

LOOPBACK = {"", "localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Outside:
    """`id` is what the register of processors names (≤ 20 signs); `host` answers where data would go, "" for nowhere.

    A service that `can_wait` is refused while its gate is closed; one that cannot (the database itself) is only reported.
    """

    id: str
    title: Any
    host: Callable[[], str]
    can_wait: bool = True

    @property
    def is_used(self) -> bool:
        """Whether this deployment hands it anything."""
        return not is_own(self.host())


_services: dict[str, Outside] = {}


def register(service: Outside) -> None:
    """Name an outside service, once."""
    if service.id in _services:
        raise ValueError(f"the outside service {service.id} is named twice")
    _services[service.id] = service


def services() -> list[Outside]:
    """Every service that data could leave through, in the order they were named."""
    return list(_services.values())


def is_own(host: str) -> bool:
    """Whether this host is a machine of the provider's own."""
    return host in LOOPBACK or host.startswith("/") or host in settings.COORUM_OWN_HOSTS


def ensure_may_leave(service_id: str) -> None:
    """Raise `Refused` where the service is outside and its gate is closed. KeyError for a service nobody named."""
    if _services[service_id].is_used:
        EGRESS.ensure(service_id)


def ensure_may_carry(address: str, *texts: str) -> None:
    """Raise `Refused` where an address of somebody else, or what is sent to it, carries an id or address of a person who
    did not agree that they get it. A service under contract has a gate of its own (`ensure_may_leave`).
    """
    to = urlsplit(address)
    if not is_own(to.hostname or "") and (marks := marks_in(address, *texts)):
        TIE.ensure(to.netloc.rpartition("@")[2].lower(), marks)


def may_leave(service_id: str) -> bool:
    """Whether something could be handed to the service now."""
    try:
        ensure_may_leave(service_id)
    except Refused:
        return False
    return True
