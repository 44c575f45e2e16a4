"""Decisions about linked services, without database or clock."""

import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.linking.presets import Preset

_SLUG = re.compile(r"[a-z][a-z0-9-]{1,29}")
#: Names of pages beside those of services (`/signin/with/<slug>/`).
RESERVED = {"new", "return", "link", "all"}


def ensure_slug(slug: str) -> None:
    """Raise `Refused("slug")` unless this can stand in an address."""
    if not _SLUG.fullmatch(slug) or slug in RESERVED:
        raise Refused("slug", _("Use 2 to 30 lower-case letters, digits and hyphens."), field="slug")


def ensure_issuer(issuer: str) -> None:
    """Raise `Refused("issuer")` unless this is an issuer's identifier: an https address, without query and fragment."""
    parts = urlsplit(issuer)
    plain = parts.scheme == "http" and parts.netloc in settings.COORUM_NEIGHBOURS
    if not parts.hostname or parts.query or parts.fragment or parts.username or not (parts.scheme == "https" or plain):
        raise Refused("issuer", _("Give the service's address, beginning with https://."), field="issuer")


def ensure_complete(ways: Preset, given: Mapping[str, Any]) -> None:
    """Raise `Refused("half")` where something is missing that this kind of service needs."""
    needed = ["client_id", "client_secret", "name", "company", "country"]
    needed += ["team_id", "key_id"] if ways.signs_secret else []
    for name in needed:
        if not given.get(name):
            raise Refused("half", _("This is needed for this service."), field=name)


def ensure_another_way(*, has_password: bool, other_ways: int) -> None:
    """Raise `Refused("last_way")` where nothing would be left to sign in with."""
    if not has_password and not other_ways:
        raise Refused(
            "last_way",
            _("This is your only way in. Set a password first, or link another service; then take this one off."),
        )


def address_in(claims: Mapping[str, Any]) -> str:
    """The address a service names, in lower case, or an empty text where there is none that could be one."""
    found = claims.get("email")
    if not isinstance(found, str) or len(found) > 254:
        return ""
    try:
        validate_email(found)
    except ValidationError:
        return ""
    return found.lower()


def is_sure(ways: Preset, claims: Mapping[str, Any], *, trusts_email: bool) -> bool:
    """Whether the service's word that the address is theirs counts like a code of ours."""
    return trusts_email and bool(address_in(claims)) and ways.is_verified(claims)


def differs(asked: Collection[str], granted: Collection[str]) -> list[str]:
    """Scopes that were granted and not asked for. Profile scopes by another name do no harm: their claims are dropped."""
    return sorted(set(granted) - set(asked))
