"""What a relying party is told of a member: through provision's gateway, item by item as the member agreed."""

from collections.abc import Iterable
from typing import Any

from coorum.base import clock
from coorum.openid import signing
from coorum.openid.kinds import ID_TOKEN_LIFE, SCOPES
from coorum.openid.models import Link, RelyingParty, Visit
from coorum.provision import actions as provision


def wanted(party: RelyingParty, scopes: Iterable[str]) -> list[str]:
    """The items these scopes ask for, out of those the relying party may ask for."""
    return [item for scope in scopes for item in SCOPES.get(scope, ()) if item in party.items]


def is_agreed(link: Link | None, party: RelyingParty, scopes: Iterable[str]) -> bool:
    """Whether the member of this link has decided about all of it before, one way or the other."""
    return link is not None and set(wanted(party, scopes)) <= set(link.asked)


def id_token(visit: Visit, begun: dict[str, Any], *, issuer: str) -> str:
    """The ID token: who signed in, where, when, in which session; nothing else about them (Core 2, Back-Channel 2.1)."""
    now = int(clock.now().timestamp())
    return signing.sign(
        {
            **begun,
            "iss": issuer,
            "sub": visit.link.sub,
            "aud": visit.link.party.client_id,
            "iat": now,
            "exp": now + int(ID_TOKEN_LIFE.total_seconds()),
            "auth_time": int(visit.signed_in_at.timestamp()),
            "sid": visit.id.hex,
        }
    )


def userinfo(visit: Visit) -> dict[str, Any]:
    """`sub`, and the claims of what the member agreed to, as they are now. The look is recorded, and the member sees it."""
    link = visit.link
    items = [item for item in wanted(link.party, visit.scope.split()) if item in link.items]
    profile = provision.tell_website(link.member, website=link.party.name, items=items) if items else {}
    offered = {
        "name": profile.get("display_name"),
        "preferred_username": profile.get("user_id"),
        "picture": profile.get("avatar"),
        "email": profile.get("email"),
        "email_verified": True if profile.get("email") else None,
    }
    return {"sub": link.sub, **{name: value for name, value in offered.items() if value}}
