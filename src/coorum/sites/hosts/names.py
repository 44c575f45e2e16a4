"""Names of hosts: what somebody typed, as the DNS writes it; and what nobody may claim. Without a database."""

import re
from ipaddress import ip_address

import idna
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused

LONGEST = 245
#: Names that are nobody's in the DNS (RFC 6761, 6762, 7686, 9476 and the root's own).
NOBODYS = {"localhost", "local", "internal", "invalid", "onion", "arpa", "alt", "lan", "home", "corp"}
_A_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def clean_host(text: str) -> str:
    """`Community.ショップ.example.` → `community.xn--….example` (IDNA 2008). Raises `Refused` for what is no host name, or
    belongs to the provider.
    """
    host = _a_labels(text.strip().rstrip("."))
    labels = host.split(".")
    if len(labels) < 2:
        raise _unfit(_("Give the whole name, with the dot, for example community.shop.example."))
    if labels[-1] in NOBODYS or len(host) > LONGEST:
        raise _unfit(_("This name cannot be reached on the internet."))
    _ensure_not_ours(host)
    return host


def address_of(host: str) -> str:
    """The host as browsers say it: with the port of this deployment, where that is not the usual one."""
    _name, mark, port = settings.COORUM_PROVIDER_HOST.partition(":")
    return f"{host}{mark}{port}"


def _a_labels(text: str) -> str:
    if any(sign in text for sign in "/:@?#[]%\\ "):
        raise _unfit(_("Give the name alone: no https://, no port, no path, no address."))
    try:
        host = idna.encode(text, uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise _unfit(_("This is not the name of a host.")) from error
    if _is_number(host) or not all(_A_LABEL.fullmatch(label) for label in host.split(".")):
        raise _unfit(_("This is not the name of a host."))
    return host


def _is_number(host: str) -> bool:
    """Whether browsers would read an IP address: the last label is a number (WHATWG URL, "ends in a number")."""
    last = host.rpartition(".")[2]
    if last.isdecimal() or re.fullmatch(r"0x[0-9a-f]*", last):
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _ensure_not_ours(host: str) -> None:
    """The provider's host, all names below it, and those above it, which whoever claimed them could set cookies for."""
    ours = settings.COORUM_PROVIDER_HOST.partition(":")[0]
    if host == ours or host.endswith(f".{ours}") or ours.endswith(f".{host}"):
        raise _unfit(_("This name belongs to the provider. Give one of your own."))


def _unfit(sentence: object) -> Refused:
    return Refused("host", sentence, field="host")
