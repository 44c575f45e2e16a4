"""Guards: who may enter a view. A miss is a redirect to sign-in for nobody, and 404 for the wrong somebody."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from coorum.accounts import methods
from coorum.accounts import queries as accounts
from coorum.accounts.roles import Duty, Role
from coorum.sites import queries as sites
from coorum.web import recent
from coorum.web.request import Request

View = Callable[..., HttpResponse]


def to_sign_in(request: Request, *, kept: Mapping[str, str] | None = None, **query: str) -> HttpResponse:
    """On to sign-in, and back afterwards; `query` as `signin:enter` reads it, `kept` the title and body somebody had written.

    Sign-in may live on another host, where no form of ours may lead (CSP form-action is asked for every hop of a
    redirect): whoever sent a form is given a page with a link, and comes back to the page the form stood on.
    """
    is_form = request.method not in ("GET", "HEAD")
    back = {"next": _page_before(request) if is_form else request.get_full_path(), **query}
    way = f"{reverse('signin:enter')}?{urlencode({key: value for key, value in back.items() if value})}"
    return render(request, "signed_out.html", {"way": way, **(kept or {})}, status=403) if is_form else redirect(way)


def _page_before(request: Request) -> str:
    """The page of this host from which the request came, or the first page."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host():
        return "/"
    return f"{before.path}?{before.query}" if before.query else before.path or "/"


def _guarded(view: View, mark: str, admit: Callable[[Request], bool]) -> View:
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None:
            return to_sign_in(request)
        if not admit(request):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.guard = mark  # type: ignore[attr-defined]
    return guarded


def _guarded_twice(view: View, mark: str, admit: Callable[[Request], bool]) -> View:
    """Who handles what belongs to others shows a second factor: those without one are led to set one up, and back."""

    @wraps(view)
    def strong(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if has_second_factor(request):
            return view(request, *args, **kwargs)
        is_form = request.method not in ("GET", "HEAD")
        back = _page_before(request) if is_form else request.get_full_path()
        return redirect(f"{reverse('signin:enter')}?{urlencode({'next': back, 'factor': '1'})}")

    guarded = _guarded(strong, mark, admit)
    guarded.asks_second = True  # type: ignore[attr-defined]
    return guarded


def signed_in(view: View) -> View:
    """Any signed-in person, by themselves: what is theirs everywhere is not opened by the word of one site's operator."""
    return _guarded(by_oneself(view), "signed_in", lambda _request: True)


def let_in(view: View) -> View:
    """Any signed-in person, an operator's word included: for the pages on which they show who they are."""
    return _guarded(view, "let_in", lambda _request: True)


def by_oneself(view: View) -> View:
    """Whoever came in by the word of an operator's website (accounts/methods.py) shows who they are first, and comes back."""

    @wraps(view)
    def own(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if recent.is_own(request) else to_own(request)

    return own


def to_own(request: Request) -> HttpResponse:
    """On to showing who one is, and back."""
    is_form = request.method not in ("GET", "HEAD")
    back = _page_before(request) if is_form else request.get_full_path()
    return redirect(f"{reverse('signin:enter')}?{urlencode({'next': back, 'own': '1'})}")


def recent_sign_in(view: View) -> View:
    """Somebody who gave their password (or passkey) within the last minutes; anybody else is asked for it, and comes back.

    To be used on the provider's host, where the session knows when that was.
    """

    @wraps(view)
    def stepped_up(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if recent.is_recent(request):
            return view(request, *args, **kwargs)
        is_form = request.method not in ("GET", "HEAD")
        back = _page_before(request) if is_form else request.get_full_path()
        return redirect(f"{reverse('signin:again')}?{urlencode({'next': back})}")

    return signed_in(stepped_up)


def on_providers_host(view: View) -> View:
    """A page of the provider's: a visitor of a site's host is led there, and the site is named in `from`."""

    @wraps(view)
    def led(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.place.is_provider:
            return view(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            raise Http404
        query = urlencode({**request.GET.dict(), "from": request.site.slug})
        return HttpResponseRedirect(f"{sites.provider_origin()}{request.path}?{query}")

    return led


def member_required(view: View) -> View:
    """A member of this site, paused ones included: what they may do is the action's question."""
    return _guarded(view, "member", lambda request: request.viewer.member is not None)


def taking_part(view: View) -> View:
    """Members of this site, paused ones included, and its operator's staff."""
    return _guarded(view, "taking_part", lambda request: bool(request.viewer.member or request.viewer.is_staff))


def staff_required(role: Role) -> Callable[[View], View]:
    """Staff of this site's operator, of `role` or above, whose session began with a second factor."""
    return lambda view: _guarded_twice(view, f"staff:{role}", lambda request: request.viewer.is_at_least(role))


def desk_required(view: View) -> View:
    """Staff of the provider, on the provider's host; as for all of them, their session began with a second factor."""

    return _guarded_twice(view, "desk", lambda request: duty_of(request) is not None)


def administrator_required(view: View) -> View:
    """Staff of the provider who look after its sites, on the provider's host."""
    return _guarded_twice(view, "desk:administrator", lambda request: duty_of(request) == Duty.ADMINISTRATOR)


def privacy_officer_required(view: View) -> View:
    """The provider's privacy officers, on the provider's host."""
    return _guarded_twice(view, "desk:privacy_officer", is_privacy_officer)


def is_privacy_officer(request: Request) -> bool:
    """Whether the viewer answers for personal data at the provider."""
    return duty_of(request) == Duty.PRIVACY_OFFICER


def duty_of(request: Request) -> str | None:
    """What the viewer does at the provider's desk; None for anybody else. Asked once a request."""
    if not hasattr(request, "duty"):
        is_somebody = request.place.is_provider and request.viewer is not None
        role = accounts.desk_role_of(request.viewer.person) if is_somebody else None
        request.duty = role.duty if role else None
    return request.duty


def has_second_factor(request: Request) -> bool:
    """Whether the viewer's session was opened with a second factor."""
    return methods.has_second_factor(request.session.get("_methods", ()))


def site_only(view: View) -> View:
    """A page of a site: 404 on a host that is the provider's alone."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.site is None:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
