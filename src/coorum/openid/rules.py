"""What is allowed in the openid room: decisions without database or clock."""

from collections.abc import Collection, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.openid.kinds import ITEMS
from coorum.openid.models import LONGEST_ADDRESS

MOST_ADDRESSES = 10
MOST_SECRETS = 2
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def ensure_may_manage(staff: Viewer) -> None:
    """Which websites sign members in is for owners. Raises `Refused("not_owner")`."""
    if not staff.is_at_least(Role.OWNER):
        raise Refused("not_owner", _("Only owners of this community may do this."))


def must_sign_in_again(
    signed_in_at: datetime | None, *, asked_at: datetime, max_age: str, prompt: Collection[str] = ()
) -> bool:
    """Whether a website that asked at `asked_at` wants a newer sign-in: by `prompt`, or by `max_age` in seconds (Core 3.1.2.1).

    Who has signed in since it asked has done what it wanted.
    """
    if signed_in_at is None or signed_in_at >= asked_at:
        return signed_in_at is None
    is_too_old = max_age.isdecimal() and (asked_at - signed_in_at).total_seconds() > int(max_age[:9])
    return is_too_old or bool({"login", "select_account"} & set(prompt))


def clean_addresses(lines: Iterable[str], *, field: str, needed: bool = False) -> list[str]:
    """Addresses as they will be compared, sign by sign, in the order given and once each. Raises `Refused("address")`."""
    found = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if needed and not found:
        raise Refused("address", _("Give at least one address."), field=field)
    if len(found) > MOST_ADDRESSES:
        raise Refused("address", _("Give at most %(most)s addresses."), field=field, most=MOST_ADDRESSES)
    for one in found:
        ensure_address(one, field=field)
    return found


def ensure_address(address: str, *, field: str) -> None:
    """https, or http on this machine; whole, without wildcard, fragment, name or password (RFC 9700 2.1, 4.1)."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    is_local = host in ("localhost", "127.0.0.1", "::1")
    is_sound = (
        len(address) <= LONGEST_ADDRESS
        and address.isascii()
        and address.isprintable()
        and not set(address) & set(' *\\#<>"`{}|^')
        and (parts.scheme == "https" or (parts.scheme == "http" and is_local))
        and parts.username is None
        and host
    )
    if not is_sound:
        raise Refused(
            "address",
            _("%(address)s cannot be used: give a whole address that begins with https://, without * and #."),
            field=field,
            address=address[:100],
        )


def origins_of(addresses: Iterable[str]) -> set[str]:
    """The origins of addresses that were let in, as browsers write them (RFC 6454, 6.2)."""
    parts = [urlsplit(address) for address in addresses]
    ports = {"https": 443, "http": 80}
    return {
        f"{one.scheme}://{one.netloc.lower().removesuffix(f':{ports[one.scheme]}')}"
        for one in parts
        if one.scheme in ports
    }


def clean_items(items: Iterable[str]) -> list[str]:
    """The items a relying party may ask for, in their usual order. Raises `Refused("items")` for what is none."""
    given = set(items)
    if not given <= set(ITEMS):
        raise Refused("items", _("This cannot be asked for."), field="items")
    return [item for item in ITEMS if item in given]
