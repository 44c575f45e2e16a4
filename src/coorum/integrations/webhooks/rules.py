"""What may be an endpoint, and when it is tried again: decisions without database or clock."""

import random
import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from coorum.base.calling import NotOutside, ensure_callable
from coorum.base.errors import Refused
from coorum.integrations.webhooks.kinds import DELAYS, JITTER, EventType

LONGEST = 500
#: Ports below are those of the machine's own services: nobody's mail server is knocked at from here.
OWN_PORTS = 1024
_NUMBERS = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+))*\.?", re.IGNORECASE)


def clean_address(text: str) -> str:
    """The address of an endpoint: https, by name, on 443 or a port above 1023. Raises `Refused("address")`.

    Where the name leads is looked at each time it is called (base/calling.py).
    """
    address = text.strip()
    try:
        ensure_callable(address)
    except NotOutside:
        raise _no_address() from None
    parts = urlsplit(address)
    plain = parts.scheme == "http"  # a neighbour on a development machine
    is_number = _NUMBERS.fullmatch(parts.hostname or "") or ":" in (parts.hostname or "")
    if len(address) > LONGEST or not address.isprintable() or (is_number and not plain):
        raise _no_address()
    if parts.port is not None and parts.port != 443 and parts.port < OWN_PORTS:
        raise Refused("port", _("Use port 443, or one above 1023."), field="address")
    return address


def host_of(address: str) -> str:
    """The host, lower case, with its port where that is not the usual one."""
    parts = urlsplit(address)
    usual = parts.port in (None, {"https": 443, "http": 80}[parts.scheme])
    return (parts.hostname or "") if usual else f"{parts.hostname}:{parts.port}"


def clean_types(types: Iterable[str]) -> list[str]:
    """What is told, in the usual order: whoever is told that something is there is told that it is gone, too.

    Raises `Refused("types")` for none, and for what is no type.
    """
    given = set(types)
    if not given or not given <= set(EventType.values):
        raise Refused("types", _("Choose what it is to be told of."), field="types")
    given |= {f"{one.partition('.')[0]}.deleted" for one in given}
    return [one for one in EventType.values if one in given]


def delay_after(failures: int) -> timedelta | None:
    """How long to wait after so many failures in a row (1 or more); None once that was the last try."""
    if failures > len(DELAYS):
        return None
    return DELAYS[failures - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  no secret


def _no_address() -> Refused:
    words = _("Give an address that begins with https:// and a name, for example https://shop.example/webhooks.")
    return Refused("address", words, field="address")
