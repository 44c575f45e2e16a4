"""The way back: where somebody came from, and where they go once they are signed in.

Pages of identity carry it in `next`. From another host it is the address of `signin:pass`, which names the site and
holds the PKCE challenge; nothing of it needs a session, so two tabs do not disturb each other.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.core.signing import Signer
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.encoding import iri_to_uri

from coorum.sites import queries as sites
from coorum.web.request import Request

#: In letters of invitation: to the page that stops them, for one address.
stop_links = Signer(salt="coorum.signin.stop_invitations")
LONGEST = 1000
LONGEST_CARRIED = 2000
LONGEST_SLUG = 40
LONGEST_HOST = 253


def safe_path(text: Any, default: str = "/", longest: int = LONGEST) -> str:
    """`text` if it is a path on this host (with query and fragment), in ASCII; `default` for everything else.

    Browsers read a backslash as a slash and drop tabs and newlines, so `/\\evil.example` and `/<TAB>/evil.example` lead
    away: none of these may occur, nor may a second slash follow the first.
    """
    if not isinstance(text, str) or not 0 < len(text) <= longest or text[0] != "/" or text[1:2] in ("/", "\\"):
        return default
    if any(character <= " " or character in "\\\x7f" or not character.isprintable() for character in text):
        return default
    try:
        path = iri_to_uri(text)
        parts = urlsplit(path)
    except ValueError:
        return default
    return path if not parts.scheme and not parts.netloc and path.isascii() else default


def to(name: str, *args: Any, **query: str) -> str:
    """The address of a page of this door; empty values are left out."""
    given = {key: value for key, value in query.items() if value}
    return reverse(f"signin:{name}", args=args) + (f"?{urlencode(given)}" if given else "")


def on_to(name: str, request: Request) -> HttpResponse:
    """On to another page of this door, with the way back."""
    return HttpResponseRedirect(f"{to(name)}{carried(request)}")


def with_query(address: str, **more: str) -> str:
    """`address` with these added to its query; empty values are left out."""
    parts = urlsplit(address)
    added = urlencode({key: value for key, value in more.items() if value})
    return urlunsplit(parts._replace(query="&".join(part for part in (parts.query, added) if part)))


@dataclass(frozen=True)
class Journey:
    """A sign-in on its way from a site's host and back: what `signin:pass` was given. `factor`: a second one is needed;
    `at`: it comes from this host of the site, which is not the one that the site is published under; `own`: a session that
    does not rest on an operator's word alone is needed.
    """

    slug: str
    state: str
    challenge: str
    next_path: str
    invitation: str
    factor: str = ""
    at: str = ""
    own: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether state and challenge look as ours do (43 characters of base64url)."""
        return all(
            len(text) == 43 and text.replace("-", "").replace("_", "").isalnum() and text.isascii()
            for text in (self.state, self.challenge)
        )

    @property
    def path(self) -> str:
        given = {"state": self.state, "challenge": self.challenge, "next": self.next_path}
        needed = {"factor": self.factor, "own": self.own}
        return to("pass", self.slug, **given, invitation=self.invitation, at=self.at, **needed)

    def host(self, site: Any) -> str:
        """Where it goes back to: a host on which the site answers, whatever the address said."""
        return self.at if self.at and self.at in sites.hosts_of(site.id) else sites.primary_host(site)


def journey(slug: str, query: Any) -> Journey:
    """The journey that a query of `signin:pass` describes."""
    return Journey(
        slug=slug,
        state=query.get("state", ""),
        challenge=query.get("challenge", ""),
        next_path=safe_path(query.get("next")),
        invitation=query.get("invitation", "")[:80],
        factor=query.get("factor", "")[:1],
        at=query.get("at", "")[:LONGEST_HOST],
        own=query.get("own", "")[:1],
    )


def journey_in(path: str | None) -> Journey | None:
    """The journey in a way back, or None where that stays on this host."""
    parts = urlsplit(safe_path(path, longest=LONGEST_CARRIED))
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    return journey(match.kwargs["slug"], QueryDict(parts.query)) if match.view_name == "signin:pass" else None


def back_of(request: Request) -> str:
    """Where the request says to go next, or an empty text."""
    return safe_path(request.POST.get("next") or request.GET.get("next"), default="", longest=LONGEST_CARRIED)


def site_of(request: Request) -> Any:
    """The site whose brand a page of identity wears: the one the person came from, else this host's; None for neither."""
    on_the_way = journey_in(back_of(request)) or journey_in(_pending(request))
    slug = on_the_way.slug if on_the_way else named_site(request)
    return (sites.site_by_slug(slug) if slug else None) or request.site


def onward(request: Request) -> list[str]:
    """The origin to which a journey goes back, where that is another host of the site than the one it is published under."""
    on_the_way = journey_in(back_of(request)) or journey_in(_pending(request))
    if on_the_way is None or not on_the_way.at or request.brand is None:
        return []
    return [f"{settings.COORUM_SCHEME}://{on_the_way.host(request.brand)}"]


def named_site(request: Request) -> str:
    """The slug that somebody's way carries who came from a site by a direct link, or an empty text.

    It stands in `from`, of this address or of the one that the person goes back to.
    """
    back = QueryDict(urlsplit(back_of(request)).query)
    slug = str(request.GET.get("from") or back.get("from", ""))
    return (
        slug
        if slug.isascii() and slug.replace("-", "").replace("_", "").isalnum() and len(slug) <= LONGEST_SLUG
        else ""
    )


def carried(request: Request) -> str:
    """The query that the links of a page of identity end in, so that the next page knows the way as well; may be empty."""
    back, slug = back_of(request), named_site(request)
    given = {key: value for key, value in {"next": back, "from": slug}.items() if value}
    return f"?{urlencode(given)}" if given else ""


def invitation_of(request: Request) -> str:
    """The invitation code somebody came with, or an empty text."""
    on_the_way = journey_in(back_of(request))
    return on_the_way.invitation if on_the_way else str(request.GET.get("invitation", ""))[:80]


def after_joining(url: str, origin: str = "") -> str:
    """`url`, by way of choosing a display name on the site; `origin` is the site's, where that is not this host's.

    Who came there by a direct link is on no journey from that site and begins one: a name is chosen on its own host.
    """
    on_the_way = journey_in(url)
    if on_the_way is None:
        return f"{origin}{to('enter', next=to('name'))}" if origin else to("name", next=url)
    renamed = to("name", next=on_the_way.next_path)
    if len(renamed) > LONGEST_CARRIED:
        renamed = to("name")
    return Journey(on_the_way.slug, on_the_way.state, on_the_way.challenge, renamed, "", at=on_the_way.at).path


def _pending(request: Request) -> str | None:
    """Where the sign-in that waits for a code will lead."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    waiting = request.session.get("account_login")
    return waiting.get("redirect_url") if isinstance(waiting, dict) else None
