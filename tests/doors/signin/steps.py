"""What people do at the door, a step at a time."""

import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from coorum.base.outbox import Letter
from coorum.consent.notice import joining_notice
from coorum.sites.models import Site
from tests.cast import PASSWORD

NEW = "nozomi@people.example"
NEW_PASSWORD = "五月の風はコーヒーの香り"


def page(name: str, site: Site) -> str:
    """A page of identity on the provider's host, as somebody sees it who comes from the site."""
    return f"/signin/{name}/?{urlencode({'next': way_to(site)})}"


def way_to(site: Site) -> str:
    """A sound way back to the site, as `signin:enter` makes it (its verifier is forgotten)."""
    return f"/signin/pass/{site.slug}/?state={'s' * 43}&challenge={'c' * 43}&next=%2Fb%2F"


def form(site: Site, *, language: str = "ja", **changes: Any) -> dict[str, Any]:
    """A registration as the page would send it, by somebody who agrees to what is needed."""
    filled = {
        "email": NEW,
        "password": NEW_PASSWORD,
        "provision": "on",
        "fingerprint": joining_notice(site, language).fingerprint,
        **changes,
    }
    return {key: value for key, value in filled.items() if value is not None}


def code_sent(kind: str = "verify_address") -> str:
    """The code in the latest letter of this kind."""
    found = re.search(r"\d{4}-\d{4}", Letter.objects.filter(kind=kind).latest("written_at").text)
    assert found
    return found[0]


def letters() -> list[tuple[str, str]]:
    """Kind and recipient of every letter, in order."""
    return list(Letter.objects.order_by("written_at").values_list("kind", "recipient"))


def query_of(url: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


__all__ = ["NEW", "NEW_PASSWORD", "PASSWORD", "code_sent", "form", "letters", "page", "query_of", "way_to"]
