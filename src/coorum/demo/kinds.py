"""The shapes of the demo's material. Plain data: no database, no clock, no room."""

from dataclasses import dataclass
from datetime import datetime

from coorum.demo.pictures.gallery import Picture


@dataclass(frozen=True, slots=True)
class Company:
    """A legal person: the provider or an operator. Postal code as written, `representative` with the title before the name."""

    key: str
    legal_name: str
    legal_name_en: str
    postal_code: str
    address: str
    address_en: str
    representative: str
    representative_en: str
    mail: str
    logo: Picture
    industry: str = ""
    industry_en: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A community. `opening` is `open` or `invitation`; `brand_colour` is `#rrggbb`; `operator` a company's key."""

    slug: str
    operator: str
    name: str
    name_en: str
    tagline: str
    tagline_en: str
    description: str
    brand_colour: str
    opening: str
    shop_origin: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`kind` as the room says; `readable_by` is `everyone` or `members`, `postable_by` `members` or `staff`."""

    site: str
    slug: str
    name: str
    description: str
    kind: str
    readable_by: str
    postable_by: str
    position: int  # from 1


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who registered once with the provider."""

    key: str
    email: str
    registered_at: datetime
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class Member:
    """A person on one site. `key` is `site/user_id`."""

    key: str
    site: str
    person: str
    user_id: str
    display_name: str
    avatar: Picture | None
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Staff:
    """A staff role; `site` is empty for the provider's own. Operator's staff are members of their site too."""

    role: str
    site: str
    person: str
    name: str


@dataclass(frozen=True, slots=True)
class Post:
    """`body` is Markdown; `picture:0`, `picture:1`, … in it stand for the addresses of `inline` pictures.

    Of a question `best` is the key of the best answer, chosen by `best_by`, and `closed_by` who closed it: members' keys.
    Of an idea `decided` is "state: what the operator says", and `decided_by` whose hand it was.
    """

    key: str
    site: str
    board: str
    author: str
    title: str
    body: str
    cover: Picture | None
    inline: tuple[Picture, ...]
    at: datetime
    language: str
    is_hero: bool
    best: str = ""
    best_by: str = ""
    closed_by: str = ""
    decided: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """`parent` is the key of a comment of the same post, never itself a reply; None for a comment to the post."""

    key: str
    post: str
    parent: str | None
    author: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Like:
    """`subject` is the key of a post or a comment."""

    member: str
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Login:
    """An account named in the read-me. The loader makes the password; none is written down here."""

    email: str
    who: str
    site: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole demo, everything with a time in the order of its times."""

    provider: Company
    operators: tuple[Company, ...]
    sites: tuple[Site, ...]
    boards: tuple[Board, ...]
    persons: tuple[Person, ...]
    members: tuple[Member, ...]
    staff: tuple[Staff, ...]
    posts: tuple[Post, ...]
    comments: tuple[Comment, ...]
    likes: tuple[Like, ...]
    logins: tuple[Login, ...]
