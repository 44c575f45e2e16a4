"""The Jinja2 environment of our own pages."""

from functools import cache, lru_cache
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined

from coorum.base.ids import short
from coorum.sites import queries as sites
from coorum.web import brand, icons, times


def environment(**options: Any) -> Environment:
    """Strict (an unknown name is an error), autoescaping, translated."""
    env = Environment(  # noqa: S701  autoescape is among the options
        **{
            **options,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "autoescape": True,
        },
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(static=static, url=url, way_to=way_to, icon=icons.icon, short=short, now=timezone.now)
    env.filters.update(ago=times.ago, moment=times.moment, day=times.day)
    return env


@lru_cache(maxsize=20_000)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Django's `reverse` for templates, remembered: a post page asks for some fifty addresses, mostly the same."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@cache
def way_to(name: str) -> str:
    """The address of a page without arguments, or "" where no door has it: the frame links to what there is."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page knows."""
    return {
        "viewer": getattr(request, "viewer", None),
        "site": brand.dress(getattr(request, "brand", None) or getattr(request, "site", None)),
        "place": getattr(request, "place", None),
        "provider": sites.provider,
        "language": translation.get_language() or "ja",
        "path": request.get_full_path(),
        "messages": get_messages(request),
    }
