"""The whole demo as one value, made from a seed and the moment it is to end at."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from coorum.demo import heroes
from coorum.demo.kinds import Board, Comment, Company, Login, Plan, Post, Site
from coorum.demo.library import SITES, facts, library
from coorum.demo.likes import likes_of
from coorum.demo.people import People, gather
from coorum.demo.pictures.gallery import Picture
from coorum.demo.rhythm import Rhythm
from coorum.demo.talks import Thread
from coorum.demo.threads import Narrator

SEED = 20
QUIET = timedelta(hours=34)  # of waking time: the newest posts are hand-written


def plan(seed: int = SEED, *, now: datetime) -> Plan:
    """Provider, operators, sites, boards, people, posts, comments and likes of the last eighteen months.

    `now` must carry its time zone; nothing is later than it. The same arguments give an equal plan.
    """
    rng = Random(seed)  # noqa: S311
    rhythms = {site: Rhythm(library(site).facts["site"]["rhythm"], now, rng) for site in SITES}
    people = gather(rhythms, rng)
    threads: list[Thread] = []
    likes = []
    for site in SITES:
        told = _told(site, people, rhythms[site], rng)
        likes += likes_of(told, people.souls[site], now, rng)
        threads += told
    comments: list[Comment] = [comment for thread in threads for comment in thread.comments]
    return Plan(
        provider=_company("provider", facts("provider.toml")["provider"]),
        operators=tuple(
            _company(site, {**library(site).facts["operator"], **library(site).facts["site"]}) for site in SITES
        ),
        sites=tuple(_site(site) for site in SITES),
        boards=tuple(board for site in SITES for board in _boards(site)),
        persons=people.persons,
        members=tuple(people.members()),
        staff=people.staff,
        posts=_with_own_covers(thread.post for thread in threads),
        comments=tuple(sorted(comments, key=lambda comment: (comment.at, comment.key))),
        likes=tuple(sorted(likes, key=lambda like: (like.at, like.subject, like.member))),
        logins=_logins(people),
    )


def _told(site: str, people: People, rhythm: Rhythm, rng: Random) -> list[Thread]:
    narrator = Narrator(library(site), people.souls[site], people.office[site], rhythm, rng)
    before = rhythm.back(QUIET)
    told = heroes.threads(
        site, {soul.member.user_id: soul for soul in (*people.souls[site], *people.office[site])}, rhythm, rng
    )
    for board in library(site).facts["board"]:
        told += narrator.threads(board, before=before)
    return told


def _with_own_covers(posts: Iterable[Post]) -> tuple[Post, ...]:
    """The posts in the order of time. Nobody shows another's photograph: who shows it last took it, the others go without."""
    taken_by: dict[tuple[str, str, int], str] = {}
    told: list[Post] = []
    for post in sorted(posts, key=lambda post: (post.at, post.key), reverse=True):
        if (
            post.cover
            and taken_by.setdefault((post.site, post.cover.motive, post.cover.seed), post.author) != post.author
        ):
            post = replace(post, cover=None)
        told.append(post)
    return tuple(reversed(told))


def _company(key: str, told: dict[str, str]) -> Company:
    return Company(
        key=key,
        legal_name=told["legal_name"],
        legal_name_en=told["legal_name_en"],
        postal_code=told["postal_code"],
        address=told["address"],
        address_en=told["address_en"],
        representative=told["representative"],
        representative_en=told["representative_en"],
        mail=told.get("mailbox") or told["contact_mail"],
        logo=Picture("logo", told["logo"], 0, brand=told["brand_colour"]),
        industry=told.get("industry", ""),
        industry_en=told.get("industry_en", ""),
    )


def _site(slug: str) -> Site:
    told = library(slug).facts["site"]
    words = {
        name: told[name]
        for name in (
            "name",
            "name_en",
            "tagline",
            "tagline_en",
            "description",
            "brand_colour",
            "opening",
            "shop_origin",
        )
    }
    return Site(slug=slug, operator=slug, is_default=slug == SITES[0], **words)


def _boards(site: str) -> list[Board]:
    words = ("slug", "name", "description", "kind", "readable_by", "postable_by")
    return [
        Board(site=site, position=place, **{word: told[word] for word in words})
        for place, told in enumerate(library(site).facts["board"], 1)
    ]


def _logins(people: People) -> tuple[Login, ...]:
    """The accounts to try: every staff role, and a lively member of each site."""
    known = {person.key: person for person in people.persons}
    staff = [Login(known[entry.person].email, entry.role, entry.site) for entry in people.staff]
    members = []
    for site in SITES:
        soul = max(
            (soul for soul in people.souls[site] if soul.language == "ja"),
            key=lambda soul: (soul.zeal, soul.member.key),
        )
        members.append(Login(known[soul.member.person].email, "member", site))
    return (*staff, *members)


def excerpt(whole: Plan, posts: int) -> Plan:
    """The newest so many posts of each site with what was said of them, and only the people who speak there; staff stays."""
    kept = [post for site in whole.sites for post in [each for each in whole.posts if each.site == site.slug][-posts:]]
    keys = {post.key for post in kept}
    comments = [comment for comment in whole.comments if comment.post in keys]
    keys |= {comment.key for comment in comments}
    staff = {entry.person for entry in whole.staff}
    speakers = {post.author for post in kept} | {comment.author for comment in comments}
    members = [member for member in whole.members if member.key in speakers or member.person in staff]
    there = {member.key for member in members}
    persons = staff | {member.person for member in members}
    return replace(
        whole,
        persons=tuple(person for person in whole.persons if person.key in persons),
        members=tuple(members),
        posts=tuple(sorted(kept, key=lambda post: (post.at, post.key))),
        comments=tuple(comments),
        likes=tuple(like for like in whole.likes if like.subject in keys and like.member in there),
        logins=tuple(
            login for login in whole.logins if login.email in {p.email for p in whole.persons if p.key in persons}
        ),
    )
