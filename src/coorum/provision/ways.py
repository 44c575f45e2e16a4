"""What an operator can be given of a member at all: two things, each under its own purpose and on its own consent.

A consent names items; an item that has no column here goes nowhere. Authenticators have none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from coorum.accounts.contact import address_of
from coorum.accounts.models import Member
from coorum.consent.models import Consent, ConsentKind
from coorum.consent.notice import ADVERTISING_PURPOSE, PROVISION_PURPOSE
from coorum.provision.models import ProvidedProfile, ProvidedWish


@dataclass(frozen=True)
class Way:
    """The consent it needs, the rows the console reads, and the column of each item of the consent."""

    kind: ConsentKind
    view: type[ProvidedProfile | ProvidedWish]
    columns: Mapping[str, str]


#: By purpose: who they are here, and that they want advertising mail (policy 9(2) and 9(4)).
WAYS = {
    PROVISION_PURPOSE: Way(
        ConsentKind.PROVISION,
        ProvidedProfile,
        {
            "email": "email",
            "display_name": "display_name",
            "user_id": "user_id",
            "avatar": "avatar_key",
            "joined_at": "joined_at",
        },
    ),
    ADVERTISING_PURPOSE: Way(ConsentKind.ADVERTISING, ProvidedWish, {"email": "email", "advertising": "agreed_at"}),
}


def consented_values(member: Member, consent: Consent, purpose: str) -> dict[str, Any]:
    """What this consent lets go under this purpose, by column. Raises `Refused` where the address may not serve it."""
    columns, agreed = WAYS[purpose].columns, set(consent.items)
    offered = {
        "email": address_of(member.person, purpose),
        "display_name": member.display_name,
        "user_id": member.user_id,
        "avatar": member.avatar_key,
        "joined_at": member.joined_at,
        "advertising": consent.given_at,
    }
    return {column: offered[item] for item, column in columns.items() if item in agreed}


def digest(values: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of what was handed over."""
    text = json.dumps(values, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
