"""Who wrote, liked and joined: through provision's gateway, for keys that may read members, and each time on the record."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings

from coorum.base import links
from coorum.base.ids import short
from coorum.integrations.caller import Caller
from coorum.integrations.kinds import Scope
from coorum.provision import actions as provision
from coorum.provision.actions import Said, Told
from coorum.web.brand import media_url

#: What is told of somebody beside what they wrote; their address only where members are asked for.
BESIDE = ("display_name", "user_id", "avatar_url")

Voice = Callable[[dict[str, Any]], dict[str, Any]]


def voices(request: Any, rows: Iterable[dict[str, Any]]) -> Voice:
    """Who speaks in these rows (`author_id`, `staff`): a function from a row to its author. No query for other keys."""
    known = named(request, [row["author_id"] for row in rows])

    def voice(row: dict[str, Any]) -> dict[str, Any]:
        if row["staff"]:
            return {"kind": "team", "member": None}
        return {"kind": "member", "member": known.get(row["author_id"])}

    return voice


def spoken(
    request: Any, rows: list[dict[str, Any]], shown: Callable[[dict[str, Any], Voice, str], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Posts or comments as this door shows them, one by one, with who speaks in each."""
    voice, home = voices(request, rows), origin(request)
    return [shown(row, voice, home) for row in rows]


def named(request: Any, ids: Iterable[UUID | None]) -> dict[UUID | None, dict[str, Any]]:
    """Those of these members of whom the caller may be told, by id."""
    caller: Caller = request.auth
    if Scope.MEMBERS_READ not in caller.scopes:
        return {}
    told = provision.tell_some(caller, ids={one for one in ids if one})
    whole = {one.member_id: member(request, one) for one in told.values()}
    return {id_: {"id": id_} | {name: facts[name] for name in BESIDE} for id_, facts in whole.items()}


def member(request: Any, told: Told, answers: Iterable[Said] = ()) -> dict[str, Any]:
    """A member as this door shows them: null stands for what they did not agree to, or have not got."""
    items = told.items
    avatar = items.get("avatar")
    return {
        "id": told.member_id,
        "display_name": items.get("display_name"),
        "user_id": items.get("user_id"),
        "email": items.get("email"),
        "avatar_url": origin(request) + media_url(avatar) if avatar else None,
        "joined_at": items.get("joined_at"),
        "answers": [{"field": one.field.name, "value": one.value} for one in answers],
    }


def page_of(home: str, kind: str, id_: UUID) -> str:
    """The page of a post or a comment: made from one address, since working one out for each costs as much as reading it."""
    before, after = _around(kind)
    return f"{home}{before}{short(id_)}{after}"


@cache
def _around(kind: str) -> tuple[str, str]:
    nobody = UUID(int=0)
    before, _id, after = links.path_to(kind, nobody).partition(short(nobody))
    return before, after


def origin(request: Any) -> str:
    """Where the caller asks: pages and pictures of the community are there, too."""
    return f"{settings.COORUM_SCHEME}://{request.get_host()}"
