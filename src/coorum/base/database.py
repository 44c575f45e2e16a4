"""The database as an outside service: where it stands on a machine of somebody else, that is entrusting (APPI 25).

Nothing can wait here: without it there is no desk at which a contract could be entered. It is reported instead.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coorum.base import outside

SERVICE = "hosting"


def host() -> str:
    """The host of the database server; "" for the one that runs in this house."""
    return str(settings.DATABASES["default"].get("HOST", ""))


outside.register(outside.Outside(SERVICE, _("Database server"), host, can_wait=False))
