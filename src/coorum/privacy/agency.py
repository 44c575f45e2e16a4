"""Agents: which papers each kind must show, what an officer looks for in them, and how long the person has to object.

No database and no clock here. No more is asked than the law lets us ask (APPI 37(4)): who the agent is, and that they
may speak for this person.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.privacy.kinds import AgentKind, ProofKind

#: How long the person has to say no before a mandated agent gets anything.
TIME_TO_OBJECT = timedelta(hours=48)
MOST_FILES = 8
MOST_BYTES = 10 * 1024 * 1024

REQUIRED: dict[str, tuple[ProofKind, ...]] = {
    AgentKind.PARENT: (ProofKind.AGENT_ID, ProofKind.GUARDIANSHIP),
    AgentKind.GUARDIAN: (ProofKind.AGENT_ID, ProofKind.GUARDIANSHIP),
    AgentKind.LAWYER: (ProofKind.AGENT_ID, ProofKind.MANDATE),
    AgentKind.MANDATED: (ProofKind.AGENT_ID, ProofKind.MANDATE),
    "": (ProofKind.PERSON_ID,),
}
#: Those whom the law appoints: the person's objection is heard, and an officer decides.
STATUTORY = (AgentKind.PARENT, AgentKind.GUARDIAN)

_IDENTITY = {
    "name": _("The name is the one in the request"),
    "valid": _("It is valid today"),
    "numbers": _("No individual number and no insurance number can be read"),
}
CHECKLIST: dict[str, dict[str, Any]] = {
    ProofKind.AGENT_ID: _IDENTITY,
    ProofKind.PERSON_ID: _IDENTITY,
    ProofKind.GUARDIANSHIP: {
        "both": _("It names the person and the agent"),
        "fresh": _("It was issued within three months"),
        "stands": _("The person is a minor, or the guardianship stands"),
    },
    ProofKind.MANDATE: {
        "both": _("It names the person and the agent"),
        "scope": _("It covers what is asked"),
        "signed": _("The person signed or sealed it"),
        "fresh": _("It was written within three months"),
    },
}


def ensure_all_points(kind: str, points: list[str]) -> None:
    """Raises `Refused("points_missing")` unless every point of the checklist is ticked."""
    if set(points) != set(CHECKLIST[kind]):
        raise Refused("points_missing", _("Tick every point, or send the paper back."), field="points")


def level_of(kind: str) -> str:
    """The level of identity that a case reaches by its papers."""
    return "document" if not kind else "statutory" if kind in STATUTORY else "mandate"


def waits_until(kind: str, told_at: datetime) -> datetime:
    """From when something may be handed to the agent."""
    return told_at if kind in STATUTORY else told_at + TIME_TO_OBJECT


def media_type_of(data: bytes) -> str:
    """`application/pdf` or `image/*` (to be made anew). Raises `Refused`: `too_large`, `empty`."""
    if not data:
        raise Refused("empty", _("The file is empty."), field="file")
    if len(data) > MOST_BYTES:
        raise Refused("too_large", _("The file is too large: 10 MB is the most."), field="file")
    return "application/pdf" if data.startswith(b"%PDF-") else "image/*"
