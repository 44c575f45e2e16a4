"""Decisions about customer IDs, without database or clock."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base.calling import NoAnswer, ensure_callable
from coorum.base.errors import Refused
from coorum.customers.kinds import LONGEST_SUBJECT, Kind
from coorum.linking.rules import ensure_issuer
from coorum.linking.tokens import Untrue

LONGEST_REASON = 200


def ensure_may_manage(staff: Viewer) -> None:
    """How customers come in is for owners. Raises `Refused("not_owner")`."""
    if not staff.is_at_least(Role.OWNER):
        raise Refused("not_owner", _("Only owners of this community may do this."))


def ensure_may_mend(staff: Viewer) -> None:
    """Looking customer IDs up, and releasing one, is for owners and managers. Raises `Refused("role")`."""
    if not staff.is_at_least(Role.MANAGER):
        raise Refused("role", _("Only owners and managers of this community may do this."))


def ensure_complete(kind: Kind, given: Mapping[str, Any], *, has_secret: bool) -> None:
    """Raise `Refused` where something is missing: `name`, `issuer`, `half`, `address`."""
    if not given.get("name"):
        raise Refused("name", _("Give your website a name that customers will recognise."), field="name")
    if kind == Kind.PAYLOAD:
        return ensure_address(given.get("address", ""))
    ensure_issuer(given.get("issuer", ""))
    for name, is_there in (("client_id", given.get("client_id")), ("client_secret", has_secret)):
        if not is_there:
            raise Refused("half", _("This is needed for OpenID Connect."), field=name)
    return None


def ensure_address(address: str) -> None:
    """Raise `Refused("address")` unless visitors can be sent there: https, whole, without fragment, name or password."""
    try:
        ensure_callable(address)
    except NoAnswer:
        words = _("Give the whole address, beginning with https://.")
        raise Refused("address", words, field="address") from None


def proper_subject(text: Any) -> str:
    """The customer ID, as it came. Raises `Untrue("sub")` for none, one too long, and one nobody could read out."""
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_SUBJECT or not text.isprintable():
        raise Untrue("sub")
    return text


def proper_reason(text: str) -> str:
    """Why staff release a link: the member reads it. Raises `Refused("reason")`."""
    reason = " ".join(text.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Refused("reason", _("Say why, in at most 200 letters: the member reads it."), field="reason")
    return reason
