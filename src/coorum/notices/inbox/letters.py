"""The letter that tells a member what they have not read: few words, titles, links, and how to stop it (X1, RFC 8058)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from coorum.accounts.actions.announcing import write_to
from coorum.accounts.models import Member
from coorum.base import links
from coorum.notices.inbox.queries.bundles import Bundle
from coorum.notices.rules import advertising_in
from coorum.sites import queries as sites

KIND = "member_notices"
#: Lines of one letter; of more it says how many there are.
MOST = 20


def without_advertising(bundles: Sequence[Bundle]) -> list[Bundle]:
    """What may stand in a letter that nobody asked for advertising by: what the operator says with words that advertise is in
    the bell only. What members say keeps its title, since it sells nothing of the operator's.
    """
    return [one for one in bundles if not (one.kind.by_operator and advertising_in(one.title))]


def write(member: Member, bundles: Sequence[Bundle], *, key: UUID) -> None:
    """Put the letter into the outbox; the same `key` again writes nothing."""
    site = sites.current_site()
    origin = sites.origin_of(site)
    stop = origin + links.path_to("stop_notices", member.id)
    context: dict[str, Any] = {
        "site": site.name,
        "origin": origin,
        "bundles": bundles[:MOST],
        "only": bundles[0] if len(bundles) == 1 else None,
        "count": len(bundles),
        "more": max(0, len(bundles) - MOST),
        "inbox": origin + links.path_to("notices", member.id),
        "choices": origin + links.path_to("notice_choices", member.id),
        "stop": stop,
    }
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    write_to(member.person, kind=KIND, context=context, key=key, sender_name=site.name, headers=headers)
