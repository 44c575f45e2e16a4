"""What a session remembers of a merge under way: whose the other account is, and what of it was shown. Ten minutes, and only
as long as nothing changes about either account. Nobody is signed in to the other account by it.
"""

import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from coorum.accounts import queries as people
from coorum.accounts.methods import has_second_factor
from coorum.factors import queries as factors
from coorum.signin import epoch
from coorum.web.request import Request

LIFE = 10 * 60
_KEY = "_merging"


@dataclass(frozen=True)
class Shown:
    """The other account, and by what its owner showed that it is theirs."""

    person: Any
    methods: tuple[str, ...]
    began: str

    @property
    def is_proved(self) -> bool:
        """Whether nothing is left to show: a second factor, where the account has one."""
        return has_second_factor(self.methods) or not factors.has_second_factor(self.person)


def begin(request: Request, person: Any, method: str) -> Shown:
    """The other account's owner took the first step."""
    now = time.time()
    request.session[_KEY] = {
        "who": str(person.pk),
        "as": _print(person),
        "by": _print(request.user),
        "methods": [method],
        "at": now,
    }
    return Shown(person, (method,), str(now))


def add(request: Request, method: str) -> None:
    """The second factor was shown too."""
    held = request.session[_KEY]
    request.session[_KEY] = {**held, "methods": [*held["methods"], method]}


def shown(request: Request) -> Shown | None:
    """What stands, or None: nothing was shown, it is too long ago, or one of the two accounts has changed since."""
    held = request.session.get(_KEY)
    if held is None or time.time() - held["at"] > LIFE:
        return None
    person = people.person_by_id(held["who"])
    if held["as"] != _print(person) or held["by"] != _print(request.user):
        return None
    return Shown(person, tuple(held["methods"]), str(held["at"]))


def forget(request: Request) -> None:
    """It is over."""
    request.session.pop(_KEY, None)


def _print(person: Any) -> str:
    return sha256(epoch.as_they_are(person).encode()).hexdigest()
