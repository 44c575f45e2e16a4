"""Who is signed in in a frame on an operator's website: by a token, on one site, at one origin, for taking part only."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from coorum.accounts import queries
from coorum.accounts.models import Session
from coorum.accounts.queries import Viewer
from coorum.accounts.references import code_hash
from coorum.accounts.sessions import SessionStore
from coorum.base import clock

#: As long as the columns that name a host.
LONGEST = 253


@dataclass(frozen=True, slots=True)
class Place:
    """Where the frame stands: a community, on a website (an origin that its operator listed)."""

    site_id: UUID
    origin: str

    @property
    def host(self) -> str:
        """How the list of devices names it. An origin with its scheme is the name of no host of ours."""
        return host_of(self.origin)

    @property
    def mark(self) -> str:
        """What a code is bound to."""
        return code_hash(f"{self.site_id} {self.origin}")


def host_of(origin: str) -> str:
    """What stands for the host in a frame's session."""
    return origin[:LONGEST]


def key_of(token: str) -> str:
    """What is kept of a token: the first 160 bits of its SHA-256."""
    return code_hash(token)[:40]


def viewer_in_frame(token: str, place: Place) -> Viewer | None:
    """The member who is signed in there, without whatever role they have in the staff; None where nobody is, or not any more:
    run out, ended, of another epoch, of another place, suspended, paused, about to leave, or gone.
    """
    session = session_of(token, place)
    if session is None or session.person is None or not session.person.is_active:
        return None
    viewer = queries.viewer_on_site(session.person)
    if not viewer.is_active_member or viewer.member is None or viewer.member.is_hidden:
        return None
    return replace(viewer, role="") if _names(session) == names_of(viewer, place) else None


def session_of(token: str, place: Place) -> Session | None:
    """The frame's session there, with its person, while it lasts."""
    live = Session.objects.select_related("person").filter(expire_date__gt=clock.now(), person__isnull=False)
    session = live.filter(session_key=key_of(token), host=place.host).first()
    known = _names(session) if session else {}
    return session if known.get("site") == place.site_id.hex and known.get("origin") == place.origin else None


def names_of(viewer: Viewer, place: Place) -> dict[str, str]:
    """What a frame's session is bound to."""
    return {
        "site": place.site_id.hex,
        "origin": place.origin,
        "member": viewer.member.id.hex if viewer.member else "",
        "epoch": viewer.person.get_session_auth_hash(),
    }


def _names(session: Session) -> dict[str, Any]:
    return dict(SessionStore().decode(session.session_data).get("_frame", {}))
