"""A site as its pages wear it: the addresses of its theme and logo beside its own facts."""

from functools import lru_cache
from typing import Any

from django.urls import reverse


def dress(site: Any) -> Any:
    """The site, with `theme_url`, `logo_url` and `hero_url` for templates; None stays None."""
    if site is not None and not hasattr(site, "theme_url"):
        site.theme_url = reverse("portal:theme", args=[site.theme_hash]) if site.theme_hash else ""
        site.logo_url = media_url(site.logo_key)
        site.hero_url = media_url(site.hero_key)
    return site


@lru_cache(maxsize=20_000)
def media_url(key: str) -> str:
    """The address of a file in the store; an empty text for none."""
    return reverse("portal:media", args=[key]) if key else ""
