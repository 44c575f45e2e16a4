"""What tests about profile fields have in common: an operator asks, a member answers."""

from contextlib import AbstractContextManager
from typing import Any
from unittest import mock

from coorum.accounts.models import Member, Person
from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.consent.notice import joining_notice
from coorum.profiles import actions, queries
from coorum.profiles.models import Answer, Field
from coorum.profiles.rules import Wanted
from coorum.provision import actions as provision
from coorum.sites import queries as sites
from coorum.sites.models import Site

ROAST = {
    "name": "roast",
    "kind": "choice",
    "label_ja": "好きな焙煎",
    "label_en": "Favourite roast",
    "why_ja": "お好みに合う豆の話題をお届けするため",
    "why_en": "to bring up beans you may like",
    "purpose": "provide",
    "audience": "staff",
    "options": [("浅煎り", "Light"), ("深煎り", "Dark")],
}
ROAST_JA = "好きな焙煎"


def told() -> AbstractContextManager[Any]:
    """As if the policy in force named profile fields (that it does is tests/promises')."""
    return mock.patch("coorum.profiles.actions.fields._ensure_told")


def wanted(**other: Any) -> Wanted:
    return Wanted(**(ROAST | other))


def ask(owner: Person, **other: Any) -> Field:
    """The owner sets a field up in the open scope."""
    with told():
        return actions.add_field(viewer_on_site(owner), wanted(**other))


def join(person: Person, site: Site, *, advertising: bool = False) -> Member:
    fingerprint = joining_notice(site, "ja").fingerprint
    return provision.join(person, fingerprint=fingerprint, language="ja", advertising=advertising)


def answer(member: Member, field: Field, given: Any, *, language: str = "ja") -> Answer:
    """Fill the field in, below the notice as it stands."""
    notice = queries.notices_of(sites.current_site(), language, [field])[field.id]
    return actions.answer(member, field, given=given, fingerprint=notice.fingerprint, language=language)


def shown(owner: Person | Viewer, member: Member) -> dict[str, Any]:
    """What the operator's staff are shown of the member's answers, by the field's name; a look that is recorded."""
    staff = owner if isinstance(owner, Viewer) else viewer_on_site(owner)
    return {one.field.name: one.value for one in provision.show_answers(staff, member_id=member.id)}
