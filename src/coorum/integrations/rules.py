"""What is allowed in the integrations room: decisions without database or clock."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.base.text import clean_line
from coorum.integrations.kinds import Life, Scope

NAME = 30


def ensure_may_manage(staff: Viewer) -> None:
    """Keys are the owners' business. Raises `Refused("not_owner")`."""
    if not staff.is_at_least(Role.OWNER):
        raise Refused("not_owner", _("Only owners of this community may do this."))


def clean_name(name: str) -> str:
    """The name of a system, as members read it in their record. Raises `Refused("name")`."""
    try:
        line = clean_line(name, NAME)
    except Refused as refusal:
        refusal.field = "name"
        raise
    if not line or len(line) > 60:
        raise Refused("name", _("Give the system a name that members will recognise."), field="name")
    return line


def clean_scopes(scopes: Iterable[str]) -> list[str]:
    """What the key may do, in the usual order. Raises `Refused("scopes")` for none, and for what is no scope."""
    given = set(scopes)
    if not given or not given <= set(Scope.values):
        raise Refused("scopes", _("Choose what the key may do."), field="scopes")
    return [scope for scope in Scope.values if scope in given]


def days_of(life: str) -> int:
    """How many days a key is good for. Raises `Refused("life")`."""
    if life not in Life.values:
        raise Refused("life", _("Choose how long the key is good for."), field="life")
    return int(life)
