"""Who is there: persons, their memberships, the staff, and how each of them writes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from coorum.demo.kinds import Member, Person, Staff
from coorum.demo.library import SITES, facts, library
from coorum.demo.pictures.faces import FACES
from coorum.demo.pictures.gallery import Picture
from coorum.demo.rhythm import Rhythm
from coorum.demo.scripts import cast
from coorum.demo.voice import Voice, voice_of

_MAIL = ("mail.example", "post.example", "tegami.example", "inbox.example")
_OFFICES = (
    "futaba-butsuryu.example",
    "kitahama-soko.example",
    "maruso.example",
    "aomi-trading.example",
    "tsukishiro.example",
)
_FAMILIES = (
    ["夫", "息子"],
    ["妻", "娘"],
    ["母"],
    ["友人"],
    ["夫", "娘"],
    ["妻"],
    ["父"],
    ["妹"],
    ["夫", "母"],
    ["子ども"],
    ["同居人"],
    ["妻", "息子"],
)
_TOWNS = (
    "海の近く",
    "山あいの町",
    "駅前",
    "川沿いの町",
    "北国",
    "南の島",
    "城下町",
    "郊外の団地",
    "古い商店街のそば",
    "坂の多い街",
)
_REGIONS = ("関東", "北関東", "東海", "関西", "九州北部", "東北", "中国地方", "湾岸", "北陸", "内陸")
_PORTRAITS = 12  # of each kind
_YEARS = ("半年", "一年", "二年", "三年", "五年", "八年", "十年", "十五年", "二十年")


@dataclass(frozen=True, slots=True)
class Soul:
    """A member as a writer: voice, household and how much they write."""

    member: Member
    voice: Voice
    family: list[str]
    town: str
    years: str
    zeal: float
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class People:
    """Everyone. `souls` and `office` are by site; `office` is the staff who write: owner, manager, moderator."""

    persons: tuple[Person, ...]
    staff: tuple[Staff, ...]
    souls: dict[str, list[Soul]]
    office: dict[str, list[Soul]]

    def members(self) -> list[Member]:
        """All memberships, staff included, oldest first."""
        everyone = [soul.member for site in SITES for soul in (*self.office[site], *self.souls[site])]
        return sorted(everyone, key=lambda member: (member.joined_at, member.key))


def gather(rhythms: dict[str, Rhythm], rng: Random) -> People:
    """Make everybody. Deterministic in `rng` and the rhythms."""
    persons: dict[str, Person] = {}
    souls: dict[str, list[Soul]] = {}
    office: dict[str, list[Soul]] = {}
    staff: list[Staff] = []
    for site in SITES:
        opened = rhythms[site].until - timedelta(days=563)
        office[site] = [
            _employee(site, entry, persons, staff, opened - timedelta(days=14 - n), rng)
            for n, entry in enumerate(library(site).facts["staff"])
        ]
        souls[site] = _crowd(site, opened, rhythms[site], persons, rng)
    for entry in facts("provider.toml")["staff"]:
        persons[entry["email"]] = Person(
            entry["email"], entry["email"], next(iter(rhythms.values())).until - timedelta(days=590)
        )
        staff.append(Staff(entry["role"], "", entry["email"], entry["name"]))
    return People(
        tuple(sorted(persons.values(), key=lambda person: (person.registered_at, person.key))),
        tuple(staff),
        souls,
        office,
    )


def _employee(
    site: str, entry: dict[str, str], persons: dict[str, Person], staff: list[Staff], at: datetime, rng: Random
) -> Soul:
    key = entry["email"]
    persons[key] = Person(key, entry["email"], at)
    staff.append(Staff(entry["role"], site, key, entry["name"]))
    logo = Picture("logo", site, 0, brand=library(site).facts["site"]["brand_colour"])
    member = Member(f"{site}/{entry['user_id']}", site, key, entry["user_id"], entry["display_name"], logo, at)
    return Soul(member, voice_of(site, rng, plain=True), ["家族"], "", "", 1.0)


def _crowd(site: str, opened: datetime, rhythm: Rhythm, persons: dict[str, Person], rng: Random) -> list[Soul]:
    names = library(site).names
    joined = _joinings(len(names), opened, rhythm, rng)
    order = _arrivals([_read(name)[0] for name in names], site, rng)
    souls = []
    for rank, place in enumerate(order):
        user_id, display, same = _read(names[place])
        at = joined[rank]
        key = same or f"{site}/{user_id}"
        known = persons.get(key)
        language = "en" if display.isascii() or user_id in ("lucia_m", "grace_in_kyoto") else "ja"
        if known is None or at < known.registered_at:
            email = known.email if known else _address(site, user_id, rng)
            persons[key] = Person(key, email, at - timedelta(minutes=3), language)
        member = Member(f"{site}/{user_id}", site, key, user_id, display, _avatar(rng), at)
        souls.append(
            Soul(
                member,
                voice_of(site, rng),
                rng.choice(_FAMILIES),
                rng.choice(_REGIONS if site == "soradana" else _TOWNS),
                rng.choice(_YEARS),
                zeal=min(rng.paretovariate(1.1), 14),
                language=language,
            )
        )
    return souls


def _arrivals(user_ids: list[str], site: str, rng: Random) -> list[int]:
    """Places in the list in the order of joining: whom a past season's thread needs first, last those no script names."""
    early, named = cast(site, seasonal=True), cast(site)
    order = rng.sample(range(len(user_ids)), len(user_ids))
    latest = [place for place in order if user_ids[place] not in named][: len(order) // 7]
    return sorted(order, key=lambda place: (user_ids[place] not in early, place in latest))


def _joinings(count: int, opened: datetime, rhythm: Rhythm, rng: Random) -> list[datetime]:
    """A founding circle in the first fortnight, then a stream that grows."""
    founders = count // 6
    early = [opened + timedelta(hours=rng.uniform(2, 13 * 24)) for _ in range(founders)]
    later = rhythm.moments(count - founders, before=rhythm.until - timedelta(days=6))
    return sorted(early) + later


def _read(line: str) -> tuple[str, str, str]:
    user_id, _, rest = line.partition(" ")
    display, _, same = rest.partition(" =")
    return user_id, display, same.replace(":", "/")


def _address(site: str, user_id: str, rng: Random) -> str:
    if site == "soradana":
        return f"{user_id.replace('_', '.')}@{rng.choice(_OFFICES)}"
    return f"{user_id.replace('_', '.')}@{rng.choice(_MAIL)}"


def _avatar(rng: Random) -> Picture | None:
    """Two in three have a picture of their own."""
    return Picture("avatar", rng.choice(list(FACES)), rng.randrange(_PORTRAITS)) if rng.random() < 0.66 else None
