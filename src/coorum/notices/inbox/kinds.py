"""Kinds of notices: for each, what a member reads, where it leads, and what comes by mail unless they say otherwise.

Rooms upstairs register theirs beside what they tell of (`<room>/notice_kinds.py`); this room knows kinds and ids only.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import models
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer


class Mail(models.TextChoices):
    """What comes by mail of one kind of notice."""

    NOW = "now", _("At once")
    DIGEST = "digest", _("In the digest")
    OFF = "off", _("Not by mail")


class Every(models.TextChoices):
    """How often the digest comes."""

    DAY = "day", _("Every day")
    WEEK = "week", _("Once a week")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a notice is about, as whoever reads may see it: its title, and its page on the site."""

    title: str
    path: str


#: The matters with these ids that the viewer may see; those they may not, or that are gone, are not among them.
LookUp = Callable[[Viewer, Collection[UUID]], Mapping[UUID, Matter]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of notice. `sentence(who)` says what happened, `who` being one or several people in words.

    `path_of` leads to what happened itself, given its id; without it the notice leads to the matter. `by_operator`: the
    operator speaks, so what advertises is in no letter (X1). Without `mail` the kind comes by bell only, since letters
    about it are written anyway and cannot be switched off.
    """

    name: str
    title: Any
    icon: str
    sentence: Callable[[str], str]
    look_up: LookUp
    path_of: Callable[[UUID], str] | None = None
    mail: Mail | None = Mail.DIGEST
    by_operator: bool = False

    def bundle_of(self, about: UUID) -> UUID:
        """The name of all notices of this kind about one thing: they are shown as one."""
        return uuid5(about, self.name)


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Declare kinds, each once."""
    for kind in kinds:
        if _kinds.setdefault(kind.name, kind) is not kind:
            raise ValueError(f"the notice {kind.name} is declared twice")


def kind_named(name: str) -> Kind:
    """The declared kind; KeyError for one that nobody declared."""
    return _kinds[name]


def kinds() -> list[Kind]:
    """Every kind, as rooms declared them; those of which letters come in any case stand last."""
    return sorted(_kinds.values(), key=lambda kind: kind.mail is None)


def by_mail() -> list[Kind]:
    """Those of which letters are written, as far as members want them."""
    return [kind for kind in _kinds.values() if kind.mail is not None]
