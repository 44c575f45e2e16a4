"""Count first, verify second: each try at a password is counted before it is looked at, and before anything is opened for it.

    @counted(Act.SIGN_IN)
    def login(request): …

Whose tries are counted (security §2, 5 and 6):

- a browser that has signed in with this address before has budgets of its own, which nobody elsewhere can use up;
- everybody else shares, in this order, what their network may try, what strangers may try all together (hashing is the
  dearest thing a stranger can make us do; other pages stay fast), and what may be tried at this address;
- somebody signed in has the budget of their session.

A right password gives back what was counted as a guess, and never what somebody else's guesses used up.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from hashlib import sha256
from math import ceil

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse
from django.urls import Resolver404, resolve

from coorum.base import clock
from coorum.base.budgets import Budget, give_back, spend_in_turn
from coorum.signin import devices
from coorum.web import errors
from coorum.web.network import network_of
from coorum.web.request import Request

MINUTE = timedelta(minutes=1)
GUESSES = 5
GUESSING = timedelta(minutes=15)
LETTERS = 3
DAY = timedelta(days=1)
STRANGERS = "strangers"
SMALL = 64 * 1024
#: How many seconds' worth of strangers may come at once.
RUSH = 3


class Act(Enum):
    """What is tried."""

    SIGN_IN = "sign_in"
    SIGN_UP = "sign_up"
    AGAIN = "again"
    GUARDIAN = "guardian"


@dataclass
class Count:
    """What one try was counted against. `guesses` are given back where it `was_right`; `wait`: it is one too many at this
    address, in this browser or session, and how long until the next may be looked at.
    """

    guesses: tuple[Budget, ...] = ()
    wait: timedelta | None = None
    was_right: bool = False

    @property
    def seconds(self) -> int:
        """Seconds to wait, at least 1."""
        return max(1, ceil(self.wait.total_seconds())) if self.wait else 0


class TooMany(Exception):  # noqa: N818  an answer, no error
    """A network, or strangers all together, tried too much: answered before anything is opened."""

    def __init__(self, key: str, wait: timedelta) -> None:
        super().__init__()
        self.page = "signin/rush.html" if key == STRANGERS else "429.html"
        self.seconds = max(1, ceil(wait.total_seconds()))


def counted(act: Act) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Mark a view as one that looks at what is tried; `CountFirst` counts before it runs."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        view.act = act  # type: ignore[attr-defined]
        return view

    return mark


class CountFirst:
    """Counts outside the request's transaction: nobody waits for a lock while somebody else's password is hashed."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        act = _act(request)
        if act is None:
            return self.get_response(request)
        try:
            count = _COUNTS[act](request)
        except TooMany as many:
            request.read(SMALL)  # a form left unread would break the connection, and with it the answer
            return errors.too_many(request, many.seconds, page=many.page)
        request.count = count
        response = self.get_response(request)
        if count.was_right:
            give_back(*count.guesses)
        return response


def ensure_counted(request: Request) -> Count:
    """What this try was counted against. RuntimeError for a view that is not marked: nothing is looked at uncounted."""
    count = getattr(request, "count", None)
    if count is None:
        raise RuntimeError(f"{request.path} looks at a password that nobody counted")
    return count


def _act(request: Request) -> Act | None:
    if request.method != "POST" or not request.path.startswith("/signin/"):
        return None
    with suppress(Resolver404):
        return getattr(resolve(request.path_info).func, "act", None)
    return None


def _sign_in(request: Request) -> Count:
    if devices.cookie_name() in request.COOKIES and devices.has_signed_in(request, email := _email(request)):
        browser = devices.browser_of(request).name
        return _guess(
            Budget(f"browser:{browser}:{email}", GUESSES, GUESSING), first=(Budget(f"known:{email}", 30, MINUTE),)
        )
    network = network_of(request)
    wrong = Budget(f"wrong:{network}", 10, MINUTE)
    first = (Budget(f"network:{network}", 30, MINUTE), strangers(), wrong)
    return _guess(Budget(f"address:{_email(request)}", GUESSES, GUESSING), first=first, given_back=(wrong,))


def _sign_up(request: Request) -> Count:
    _take(Budget(f"sign_up:{network_of(request)}", 20, MINUTE), strangers())
    return Count()


def _again(request: Request) -> Count:
    session = sha256(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "").encode()).hexdigest()
    return _guess(Budget(f"session:{session}", GUESSES, GUESSING))


def _guardian(request: Request) -> Count:
    """A letter to a guardian is written at somebody's word: three a day to each address, and of each child's."""
    _take(Budget(f"guardian:{network_of(request)}", 20, MINUTE))
    given = {name: _posted(request, name) for name in ("email", "guardian")}
    budgets = [Budget(f"guardian:{name}:{address}", LETTERS, DAY) for name, address in given.items() if address]
    refused = spend_in_turn(*budgets) if budgets else None
    return Count(wait=refused[1] if refused else None)


_COUNTS = {Act.SIGN_IN: _sign_in, Act.SIGN_UP: _sign_up, Act.AGAIN: _again, Act.GUARDIAN: _guardian}


def strangers() -> Budget:
    """What browsers that never signed in may ask to be hashed, all together."""
    return Budget(STRANGERS, settings.COORUM_SIGN_INS_A_SECOND * RUSH, timedelta(seconds=RUSH))


def _guess(guess: Budget, *, first: tuple[Budget, ...] = (), given_back: tuple[Budget, ...] = ()) -> Count:
    """Count against those that go `first`, then against the guesses; of the first, some are `given_back` where it was right."""
    wait = _take(*first, last=guess)
    return Count(given_back if wait is not None else (guess, *given_back), wait)


def _take(*budgets: Budget, last: Budget | None = None) -> timedelta | None:
    """Count against each, in this order, and then against the `last`, which answers how long to wait instead of refusing.

    What was refused lately is refused from memory: a flood asks the database seldom.
    """
    lately, now = caches["local"], clock.now()
    for budget in budgets:
        until = lately.get(f"refused:{budget.key}")
        if until is not None and until > now:
            raise TooMany(budget.key, until - now)
    refused = spend_in_turn(*budgets, *((last,) if last else ()))
    if refused is None or refused[0] == last:
        return refused[1] if refused else None
    budget, wait = refused
    lately.set(f"refused:{budget.key}", now + wait, timeout=wait.total_seconds())
    raise TooMany(budget.key, wait)


def _email(request: Request) -> str:
    """The address as it is kept; an unreadable form has none."""
    return _posted(request, "login")


def _posted(request: Request, name: str) -> str:
    try:
        return str(request.POST.get(name, "")).strip().lower()
    except (RequestDataTooBig, TooManyFieldsSent, UnicodeDecodeError):
        return ""
