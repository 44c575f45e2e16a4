"""What is allowed in the accounts room: decisions without database or clock."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Member, Role
from coorum.accounts.queries import Viewer
from coorum.base.errors import Refused

#: Names that read as if the operator or the provider spoke. Compared as in `_squeezed`.
OFFICES = ("運営", "事務局", "公式", "管理者", "管理人", "モデレータ", "サポート窓口", "カスタマーサポート")
OFFICES_WHOLE = ("admin", "administrator", "moderator", "official", "staff", "support", "system", "coorum", "root")


def ensure_may_post(viewer: Viewer | None) -> None:
    """Members write here. Raises `Refused`: `guest` (nobody signed in, or no member), `paused`."""
    if viewer is None or viewer.member is None:
        raise Refused("guest", _("Please join this community first; reading is open to you."))
    if viewer.member.is_hidden:
        raise Refused(
            "leaving", _("You are about to leave this community. Take that back first, and you can write again.")
        )
    if viewer.paused:
        raise Refused(
            "paused", _("Your membership is paused. Agree to the provision of your data again to write here.")
        )


def ensure_owner(viewer: Viewer) -> None:
    """Raises `Refused("not_owner")`."""
    if not viewer.is_at_least(Role.OWNER):
        raise Refused("not_owner", _("Only owners of this community may do this."))


def ensure_may_invite(viewer: Viewer, role: str) -> None:
    """Managers invite members, owners also staff. Raises `Refused`: `not_manager`, `not_owner`."""
    if role:
        ensure_owner(viewer)
    elif not viewer.is_at_least(Role.MANAGER):
        raise Refused("not_manager", _("Only managers and owners of this community may invite."))


def ensure_may_choose_user_id(member: Member) -> None:
    """A user ID is chosen once. Raises `Refused("user_id_chosen")`."""
    if member.user_id_chosen_at is not None:
        raise Refused("user_id_chosen", _("The user ID can be chosen once, and you have done so."), field="user_id")


def ensure_not_an_office(name: str, offices: Iterable[str]) -> None:
    """Members do not speak for the operator. Raises `Refused("display_name_reserved")`.

    `offices` are the names of the site and of its operator.
    """
    plain = _squeezed(name)
    theirs = {_squeezed(office) for office in offices if office}
    if plain in theirs or plain in OFFICES_WHOLE or any(office in plain for office in OFFICES):
        raise Refused(
            "display_name_reserved",
            _("This name could be taken for the operator. Please choose another."),
            field="display_name",
        )


def _squeezed(text: str) -> str:
    """As people see it at a glance: full-width and small letters alike, no spaces, dots or dashes."""
    return re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
