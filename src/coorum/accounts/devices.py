"""A person's devices: the browsers signed in as them, one or more sessions each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Func, Q, QuerySet

from coorum.accounts.methods import in_words
from coorum.accounts.models import Person, Session
from coorum.accounts.references import code_hash
from coorum.accounts.sessions import SessionStore
from coorum.base import clock

#: What user agents call themselves, in the order in which to look (most pretend to be others as well).
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Line/": "LINE",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class Device:
    """A browser signed in as a person: on which hosts, from which network, since when, and how it was let in (`methods`,
    in words). Where in the world that is, nobody looks up. `id` names it to its owner only.
    """

    id: str
    agent: str
    network: str
    hosts: tuple[str, ...]
    signed_in_at: datetime | None
    seen_at: datetime | None
    is_this: bool
    methods: tuple[Any, ...] = ()

    @property
    def words(self) -> str:
        """The browser and the system, as far as the browser says so: `Firefox · Windows`."""
        return " · ".join(filter(None, (_named(BROWSERS, self.agent), _named(SYSTEMS, self.agent)))) or "?"

    @property
    def is_handheld(self) -> bool:
        return _named(SYSTEMS, self.agent) in {"iPhone", "Android"}


def devices_of(person: Person, *, session_key: str | None = None) -> list[Device]:
    """The person's browsers, the one with `session_key` first, then as last seen: one query."""
    rows: dict[str, list[Session]] = {}
    for row in _live_sessions(person).order_by("-seen_at"):
        rows.setdefault(_device_id(row.session_key, row.browser), []).append(row)
    devices = [_device(name, sessions, session_key) for name, sessions in rows.items()]
    return sorted(devices, key=lambda device: not device.is_this)


def sessions_of(person: Person, device_id: str) -> QuerySet[Session]:
    """The person's sessions on one of their devices, for ending them; none where the device is none of theirs."""
    nameless = Q(browser="", name=device_id)
    return (
        Session.objects.filter(person=person)
        .annotate(name=_NAME)
        .filter(Q(browser=device_id, browser__gt="") | nameless)
    )


def _live_sessions(person: Person) -> QuerySet[Session]:
    return Session.objects.filter(person=person, expire_date__gt=clock.now())


#: `_device_id` of a session whose browser has no name, as PostgreSQL reckons it.
_NAME = Func(
    F("session_key"),
    template="left(encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex'), 32)",
    output_field=CharField(),
)


def _device_id(session_key: str, browser: str) -> str:
    return browser or code_hash(session_key)[:32]


def _device(name: str, sessions: list[Session], session_key: str | None) -> Device:
    latest = sessions[0]
    return Device(
        id=name,
        agent=latest.agent,
        network=latest.network,
        hosts=tuple(sorted({row.host for row in sessions if row.host})),
        signed_in_at=min((row.signed_in_at for row in sessions if row.signed_in_at), default=None),
        seen_at=latest.seen_at,
        is_this=any(row.session_key == session_key for row in sessions),
        methods=tuple(in_words(dict.fromkeys(method for row in reversed(sessions) for method in _methods(row)))),
    )


def _methods(row: Session) -> list[str]:
    """How this session began (accounts/methods.py); sessions of before that was kept do not say."""
    return list(SessionStore().decode(row.session_data).get("_methods", []))


def _named(names: dict[str, str], agent: str) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
