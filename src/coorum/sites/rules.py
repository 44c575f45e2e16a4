"""Decisions about sites, without a database."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused

if TYPE_CHECKING:
    from coorum.sites.models import Site

RESERVED = {
    "www",
    "api",
    "admin",
    "mail",
    "static",
    "media",
    "signin",
    "console",
    "desk",
    "embed",
    "provider",
    "support",
}
_SLUG = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def ensure_slug(slug: str) -> None:
    """Raise `Refused` unless `slug` can be a host name of its own."""
    if not _SLUG.fullmatch(slug) or "--" in slug:
        raise Refused(
            "slug", _("Use 3 to 40 lower-case letters, digits and hyphens, beginning with a letter."), field="slug"
        )
    if slug in RESERVED:
        raise Refused("slug_reserved", _("This name is reserved. Choose another."), field="slug")


def ensure_colour(colour: str) -> None:
    """Raise `Refused` unless `colour` is `#rrggbb`."""
    if not _COLOUR.fullmatch(colour):
        raise Refused("colour", _("Give the colour as # and six digits, for example #7a4b2a."), field="colour")


def ensure_goes_on(site: "Site") -> None:
    """Raise `Refused` where the site comes to an end (obligations c-6), or is there for tests: nobody joins or agrees anew."""
    if site.is_test:
        raise Refused("test_site", _("This is a test community. Its members are made up, and nobody can join it."))
    if site.is_ending:
        raise Refused("ending", _("This community comes to an end, so nobody can join it any more."))


def has_test() -> Refused:
    return Refused("has_test", _("There is a test community already."))


#: Characters of a page's address.
LONGEST_PAGE = 500


def clean_page(text: str) -> str:
    """A page's origin and path: what a visitor asked for there (query, fragment) is left out. Raises `Refused("origin")`."""
    origin, parts = clean_origin(text), urlsplit(text.strip())
    path = parts.path or "/"
    if not path.isprintable() or len(origin + path) > LONGEST_PAGE:
        raise _no_website(text)
    return origin + path


#: What browsers leave out of an origin.
PORTS = {"https": 443, "http": 80}


def clean_origin(text: str) -> str:
    """`https://Shop.example/page` → `https://shop.example`. Raises `Refused` for what is no origin of a website."""
    try:
        parts = urlsplit(text.strip())
        port = f":{parts.port}" if parts.port not in (None, PORTS.get(parts.scheme)) else ""
    except ValueError:
        raise _no_website(text) from None
    local = parts.hostname in {"localhost", "127.0.0.1"}
    if parts.scheme not in {"https", "http"} or not parts.hostname or (parts.scheme == "http" and not local):
        raise Refused(
            "origin", _("Give an address that begins with https://, for example https://shop.example."), field="origins"
        )
    if parts.username or parts.password or "*" in parts.netloc or not re.fullmatch(r"[a-z0-9.-]+", parts.hostname):
        raise _no_website(text)
    return f"{parts.scheme}://{parts.hostname}{port}"


def _no_website(text: str) -> Refused:
    words = _("%(origin)s is not the address of a website.")
    return Refused("origin", words, field="origins", origin=text.strip()[:200])
