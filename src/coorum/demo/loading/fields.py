"""Two profile fields of the default site, and what some of its members answered."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from coorum.accounts.models import Member
from coorum.accounts.queries import staff, viewer_on_site
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.consent import queries as consents
from coorum.consent.kinds import ConsentKind
from coorum.profiles import actions, queries
from coorum.profiles.models import Field
from coorum.profiles.rules import Wanted
from coorum.sites import queries as sites

FIELDS = (
    Wanted(
        name="favourite_roast",
        kind="choice",
        label_ja="好きな焙煎",
        label_en="Favourite roast",
        hint_ja="迷うときは、いちばんよく飲むものを。",
        hint_en="If in doubt, the one you drink most.",
        why_ja="お好みに合う豆の話題と、試飲会のご案内のため",
        why_en="To bring up beans you may like, and invite you to tastings",
        purpose="provide",
        audience="members",
        options=(("浅煎り", "Light"), ("中煎り", "Medium"), ("中深煎り", "Medium-dark"), ("深煎り", "Dark")),
        at_joining=True,
    ),
    Wanted(
        name="region",
        kind="choice",
        label_ja="お住まいの地方",
        label_en="Where you live",
        why_ja="店頭の催しを、お近くの方にお知らせするため",
        why_en="To tell people nearby about events in our shops",
        purpose="provide",
        audience="staff",
        options=(
            ("北海道・東北", "Hokkaido, Tohoku"),
            ("関東", "Kanto"),
            ("中部", "Chubu"),
            ("近畿", "Kinki"),
            ("中国・四国", "Chugoku, Shikoku"),
            ("九州・沖縄", "Kyushu, Okinawa"),
        ),
    ),
)
#: How many answer, and how long ago the first did.
ANSWERING, DAYS = 14, 20


def ask(site_id: UUID, now: datetime) -> None:
    """The owner asks, and members answer one after the other. Done twice, it is done once."""
    with site_scope(site_id):
        owner = staff().filter(role=Role.OWNER).first()
        if owner is None or queries.fields().exists():
            return
        asked = now - timedelta(days=DAYS)
        with clock.held_at(asked):
            roast, region = (actions.add_field(viewer_on_site(owner.person), wanted) for wanted in FIELDS)
        dice = Random(14)  # noqa: S311  the same demo each time
        for number, member in enumerate(_members()):
            with clock.held_at(asked + timedelta(days=number + 1, minutes=7 * number)):
                _answer(member, roast, str(dice.randint(1, 4)))
                if number % 2:
                    _answer(member, region, str(dice.randint(1, 6)))


def _members() -> list[Member]:
    rows = Member.objects.select_related("person").filter(has_left=False, is_private=False).order_by("joined_at")
    agreed = (one for one in rows[: 4 * ANSWERING] if consents.standing_consent(one.person_id, ConsentKind.PROVISION))
    return [one for one, _number in zip(agreed, range(ANSWERING), strict=False)]


def _answer(member: Member, field: Field, given: Any) -> None:
    notice = queries.notices_of(sites.current_site(), "ja", [field])[field.id]
    actions.answer(member, field, given=given, fingerprint=notice.fingerprint, language="ja")
