"""Decisions about a community's own sender, without a database."""

import re
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused

#: How many keys there are at once: one that signs, and one that is to.
MOST_KEYS = 2
#: How long a key is kept after the next one began to sign: letters under way are looked at by its record.
KEPT = timedelta(days=7)
_LOCAL_PART = re.compile(r"[a-z0-9](?:[a-z0-9._+-]{0,38}[a-z0-9])?")


def clean_local_part(text: str) -> str:
    """What stands before the @, in small letters. Raises `Refused`."""
    text = text.strip().lower()
    if not _LOCAL_PART.fullmatch(text) or ".." in text:
        raise Refused(
            "local_part", _("Use up to 40 letters, digits, dots and hyphens, for example info."), field="local_part"
        )
    return text


def is_record_of(public: str, text: str) -> bool:
    """Whether a record shows this key to everybody, for letters (RFC 6376, 3.6.1)."""
    tags = dict(_tag(part) for part in text.split(";") if part.strip())
    is_plain = tags.get("v", "DKIM1") == "DKIM1" and tags.get("k", "rsa") == "rsa"
    allows = "sha256" in tags.get("h", "sha256").split(":") and set(tags.get("s", "*").split(":")) & {"*", "email"}
    return bool(is_plain and allows and "y" not in tags.get("t", "").split(":") and tags.get("p") == public)


def is_spare(next_right_since: datetime, now: datetime) -> bool:
    """Whether a key may go whose follower has signed since then."""
    return now - next_right_since >= KEPT


def _tag(part: str) -> tuple[str, str]:
    name, _mark, value = part.partition("=")
    return name.strip(), "".join(value.split())
