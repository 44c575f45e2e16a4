"""What a child and their guardian are told by mail. Nothing of these letters stays once they are sent."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coorum.base import links, mail
from coorum.sites import queries as sites
from coorum.sites.models import Site

KIND = mail.gone_once_sent("guardian_told")
#: Subject, what is said, what the link does (none: no link), by what is told. To a guardian: asked, proved, code, stopped.
#: To a child: agreed, joined, refused, known, changed, ended.
LETTERS: dict[str, tuple[Any, Any, Any]] = {
    "asked": (
        _("May a child join %(site)s?"),
        _(
            "Somebody of 15 or younger (%(child)s) would like to join the community %(site)s and gave us your address as "
            "their parent's or guardian's. Please look at what it is about; then you agree or decline. If you do nothing, all "
            "of this is gone on %(day)s. If you know of no such child, please decline: nothing more will come of it."
        ),
        _("Look, and decide"),
    ),
    "proved": (
        _("Your child has joined %(site)s"),
        _(
            "As you agreed, your child takes part now. You can stop that at any time on the page below: everything ends at once. "
            "Please keep this letter; we do not keep your address."
        ),
        _("Stop it, or see how it stands"),
    ),
    "code": (
        _("Your code %(code)s"),
        _("With this code you show that the address is yours. It works for 30 minutes."),
        "",
    ),
    "stopped": (
        _("Your child no longer takes part in %(site)s"),
        _(
            "Everything has stopped at once, and the operator sees nothing any more. On %(day)s all is erased. Until then you, "
            "and nobody else, can take it back, by the link of the letter you got when your child joined."
        ),
        "",
    ),
    "agreed": (
        _("You may join %(site)s"),
        _("Your parent or guardian agreed. Please go on by %(day)s: all that is left to do is to choose a password."),
        _("Go on"),
    ),
    "joined": (
        _("Your guardian agreed to %(site)s"),
        _("You take part from now on. There is nothing more to do."),
        _("To the community"),
    ),
    "refused": (
        _("Your guardian did not agree to %(site)s"),
        _("So nothing was registered, and we keep nothing of it. You can still read what is public there."),
        "",
    ),
    "known": (
        _("You are registered already"),
        _(
            "Somebody, probably you, wanted to ask a guardian about joining %(site)s with this address. It is registered "
            "already: please sign in, and join from there."
        ),
        _("Sign in"),
    ),
    "ended": (
        _("Your guardian stopped your taking part in %(site)s"),
        _(
            "Everything has stopped, and on %(day)s it is erased. Your guardian can take that back until then. If you do not "
            "know of this, please write to us."
        ),
        "",
    ),
}


def write(
    what: str, *, to: str, language: str, site: Site, page: str = "", code: str = "", child: str = "", by: Any = None
) -> None:
    """Tell somebody `what`. `page` is the path of the link on the provider's host, which carries `code`; `by` a day."""
    subject, words, button = LETTERS[what]
    with translation.override(language):
        said = {"site": site.name, "code": code, "child": child, "day": _day(by) if by else ""}
        context = {
            "headline": str(subject) % said,
            "sentence": str(words) % said,
            "button": str(button),
            "code": "" if button else code,
            "address": _address(page, site, code) if button else "",
            "provider": _provider(),
            "site": site,
        }
    mail.post(KIND, to=to, language=language, context=context, sender_name=site.name)


def _address(page: str, site: Site, code: str) -> str:
    """Of a page of identity (links.py), or of the community."""
    if not page:
        return sites.origin_of(site)
    query = urlencode({key: text for key, text in {"code": code, "from": site.slug}.items() if text})
    return f"{sites.provider_origin()}{links.path_to(page, site.id)}?{query}"


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def _provider() -> str:
    provider = sites.provider()
    return provider.legal_name if provider else ""
