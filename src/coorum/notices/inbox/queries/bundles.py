"""What a member reads: notices of one kind about one thing as one line, with who did it and where it leads.

Titles and names are read where they stand, as the reader may see them: what is gone, or not for them any more, has no line.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from coorum.accounts.queries import Viewer
from coorum.base.compiled import compiled
from coorum.notices.inbox.kinds import Kind, LookUp, Matter, kind_named
from coorum.notices.inbox.models import Notice

#: Notices a page is made of: enough that a page of bundles is seldom short, and never a long read.
PAGE = 120
COLUMNS = (
    "id",
    "kind",
    "about",
    "bundle",
    "event",
    "happened_at",
    "read_at",
    "actor_id",
    "actor__display_name",
    "actor__user_id",
    "actor__avatar_key",
    "actor__has_left",
    "actor__is_private",
)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Face:
    """Whoever did it last, as others see them."""

    display_name: str
    user_id: str
    avatar_key: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """One line. `id` names the bundle; `face` is None where the operator or somebody who left did it."""

    id: UUID
    kind: Kind
    sentence: str
    title: str
    path: str
    face: Face | None
    at: datetime
    count: int
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of lines, newest first; `before` asks for the next."""

    bundles: tuple[Bundle, ...]
    before: str = ""


def inbox_of(viewer: Viewer, *, before: datetime | None = None) -> Inbox:
    """A page of the viewer's notices, older than `before`. One query, and one for each kind of matter."""
    if viewer.member is None:
        return Inbox(())
    rows = _inbox(viewer.member.id, before)
    lines = bundles_of(viewer, rows[:PAGE])
    return Inbox(tuple(lines), rows[PAGE - 1]["happened_at"].isoformat() if len(rows) > PAGE else "")


@compiled
def _inbox(member_id: UUID, before: datetime | None) -> QuerySet[Notice, dict[str, Any]]:
    rows = Notice.objects.filter(Q(member=member_id), is_rung=True)
    if before is not None:
        rows = rows.filter(happened_at__lt=before)
    return rows.order_by("-happened_at", "-id").values(*COLUMNS)[: PAGE + 1]


def bundles_of(viewer: Viewer, rows: Sequence[Row]) -> list[Bundle]:
    """These rows (of `COLUMNS`, newest first) as lines, newest first."""
    matters = _matters(viewer, rows)
    gathered: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        gathered[row["bundle"]].append(row)
    found = ((some, matters.get((some[0]["kind"], some[0]["about"]))) for some in gathered.values())
    return [_bundle(some, matter) for some, matter in found if matter is not None]


def _matters(viewer: Viewer, rows: Iterable[Row]) -> dict[tuple[str, UUID], Matter]:
    """By kind and id, one look-up for all kinds that look things up alike."""
    wanted: dict[LookUp, dict[UUID, None]] = defaultdict(dict)
    for row in rows:
        wanted[kind_named(row["kind"]).look_up][row["about"]] = None
    seen = {look_up: look_up(viewer, list(ids)) for look_up, ids in wanted.items()}
    return {
        (row["kind"], row["about"]): matter
        for row in rows
        if (matter := seen[kind_named(row["kind"]).look_up].get(row["about"]))
    }


def _bundle(rows: Sequence[Row], matter: Matter) -> Bundle:
    newest, kind = rows[0], kind_named(rows[0]["kind"])
    unread = [row for row in rows if row["read_at"] is None]
    first = (unread or rows[:1])[-1]
    return Bundle(
        newest["bundle"],
        kind,
        kind.sentence(_people(rows)),
        matter.title,
        kind.path_of(first["event"]) if kind.path_of else matter.path,
        _face(newest),
        newest["happened_at"],
        len(rows),
        bool(unread),
    )


def _people(rows: Sequence[Row]) -> str:
    """Who did it, in words: the last of them by name, the others counted."""
    others = len({row["actor_id"] for row in rows}) - 1
    name = _name(rows[0])
    if not others:
        return name
    return ngettext("%(name)s and %(num)s other", "%(name)s and %(num)s others", others) % {
        "name": name,
        "num": others,
    }


def _name(row: Row) -> str:
    if row["actor_id"] is None:
        return _("Community team")
    if row["actor__has_left"]:
        return _("Former member")
    return pgettext("who did it", "%(name)s") % {"name": row["actor__display_name"]}


def _face(row: Row) -> Face | None:
    if row["actor_id"] is None or row["actor__has_left"]:
        return None
    key = "" if row["actor__is_private"] else row["actor__avatar_key"]
    return Face(row["actor__display_name"], row["actor__user_id"], key)
