"""The Jinja2 environment of our own pages."""

from collections.abc import Callable, MutableMapping
from functools import cache, lru_cache
from typing import Any, Self
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from coorum.base.ids import short
from coorum.notices import alerts
from coorum.notices.inbox import queries as inbox
from coorum.sites import queries as sites
from coorum.web import brand, guards, icons, news, tables, times
from coorum.web.live import topic_token


class Pages(Jinja2):
    """The engine of our own pages: an environment for each language, so that what is fixed is part of the template."""

    @property
    def env(self) -> Environment:
        return self._by_language.get(translation.get_language() or "", self._any)

    @env.setter  # type: ignore[override]  # what `environment` makes
    def env(self, made: "Speaking") -> None:
        self._any = made
        self._by_language = {code: made.in_language(code) for code, _name in settings.LANGUAGES}


class Speaking(Environment):
    """An environment that may speak one language: then its templates are compiled with the words they will say."""

    language = ""

    def in_language(self, code: str) -> Self:
        """The same environment, with templates of its own, speaking `code`."""
        speaking = self.overlay()
        speaking.language = code
        return speaking

    def compile(self, source: str | nodes.Template, *given: Any, **more: Any) -> Any:
        if self.language and isinstance(source, str):
            with translation.override(self.language):
                source = _Fixed().visit(self.parse(source, *given[:2]))
        return super().compile(source, *given, **more)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dictionary: Jinja's chain of two is searched in Python, a hundred times a page."""
        return {**self.globals, **(d or {})}


class _Fixed(NodeTransformer):
    """Puts the answer in place of a call that always answers the same: words without values, addresses, icons."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  Jinja's name
        self.generic_visit(node)
        ask = _FIXED.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        fixed = all(isinstance(given, nodes.Const) for given in (*node.args, *(pair.value for pair in node.kwargs)))
        if ask is None or not fixed or node.dyn_args or node.dyn_kwargs:
            return node
        values = [given.as_const() for given in node.args]
        return nodes.Const(
            ask(*values, **{pair.key: pair.value.as_const() for pair in node.kwargs}), lineno=node.lineno
        )


def _words(message: str, **values: Any) -> Markup:
    return Markup(translation.gettext(message)) % values  # noqa: S704  a catalogue is ours


def _words_in(context: str, message: str, **values: Any) -> Markup:
    return Markup(translation.pgettext(context, message)) % values  # noqa: S704  a catalogue is ours


def environment(**options: Any) -> Environment:
    """Strict (an unknown name is an error), autoescaping, translated."""
    env = Speaking(
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
    env.filters.update(ago=times.ago, moment=times.moment, day=times.day, labelled=tables.labelled)
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


#: What always answers the same in one language, by its name in templates.
_FIXED: dict[str, Callable[..., Any]] = {
    "_": _words,
    "gettext": _words,
    "pgettext": _words_in,
    "static": static,
    "url": url,
    "way_to": way_to,
    "icon": icons.icon,
}


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page knows."""
    return {
        "viewer": getattr(request, "viewer", None),
        "site": brand.dress(getattr(request, "brand", None) or getattr(request, "site", None)),
        "place": getattr(request, "place", None),
        "provider": sites.provider,
        "duty": lambda: guards.duty_of(request),  # type: ignore[arg-type]  # what the hallway made of it
        "language": translation.get_language() or "ja",
        "path": request.get_full_path(),
        "canonical": _canonical(request),
        "messages": get_messages(request),
        "news": news.news(request),
        "bell_live": lambda: _bell(request),
        "alerts": alerts.waiting,
        "service_notices": lambda: news.service_notices(request),  # type: ignore[arg-type]  # what the hallway made of it
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),  # one for all forms of a page
    }


def _bell(request: HttpRequest) -> str:
    """Where an open page hears that its member's bell moved; nothing for anybody else."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.member is None:
        return ""
    member = viewer.member  # whose site is asked for: pages of the provider on a shared host are outside its scope
    topics = (inbox.topic_of(member.site_id, member.id), inbox.topic_of_all(member.site_id))
    return f"{settings.COORUM_LIVE_URL}?{urlencode([('topic', topic_token(topic)) for topic in topics])}"


def _canonical(request: HttpRequest) -> str:
    """The address under which a page of a site is published, whatever host it was asked for on; nothing for other pages."""
    place = getattr(request, "place", None)
    if place is None or place.site is None or getattr(request, "brand", None) or request.method not in {"GET", "HEAD"}:
        return ""
    return f"{settings.COORUM_SCHEME}://{place.home or request.get_host().lower()}{request.get_full_path()}"
