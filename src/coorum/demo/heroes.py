"""The hand-written threads in their places: the newest and liveliest, seen first."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from coorum.demo.kinds import Comment, Post
from coorum.demo.people import Soul
from coorum.demo.pictures.gallery import Picture
from coorum.demo.rhythm import JST, Rhythm
from coorum.demo.scripts import Hero, written
from coorum.demo.talks import Thread

_PICTURE = re.compile(r"!\[([^\]]*)\]\((\w+) (\d+)\)")


def threads(site: str, souls: dict[str, Soul], rhythm: Rhythm, rng: Random) -> list[Thread]:
    """The hand-written threads in their places: those of a season in its latest, those of so many `hours` ago there, the others
    last month.
    """
    told: list[Thread] = []
    place = 0
    for number, hero in enumerate(written(site)):
        if "months" in hero.head:
            at = _season(hero, rhythm, rng)
        elif "hours" in hero.head:
            at = rhythm.back(timedelta(hours=float(hero.head["hours"])))
        else:
            at = rhythm.back(timedelta(hours=0.6 + 4.2 * place**1.45))
            place += 1
        told.append(_thread(site, number, hero, souls, at, rhythm, rng))
    return told


def _season(hero: Hero, rhythm: Rhythm, rng: Random) -> datetime:
    """A day of the hero's months, the latest that is past."""
    months = {int(month) for month in hero.head["months"].split(",")}
    at = rhythm.until.astimezone(JST) - timedelta(hours=rng.uniform(60, 200))
    while at.month not in months:
        at -= timedelta(days=rng.uniform(2, 9))
    return rhythm.near(at)


def _thread(
    site: str, number: int, hero: Hero, souls: dict[str, Soul], at: datetime, rhythm: Rhythm, rng: Random
) -> Thread:
    head = hero.head
    key = f"{site}/{head['board']}/h{number}"
    inline: list[Picture] = []

    def shown(match: re.Match[str]) -> str:
        inline.append(Picture("cover", match[2], int(match[3]), match[1]))
        return f"![{match[1]}](picture:{len(inline) - 1})"

    body = _PICTURE.sub(shown, hero.body)
    author = souls[head["by"]].member.key
    post = Post(
        key,
        site,
        head["board"],
        author,
        head["title"],
        body,
        _cover(head),
        tuple(inline),
        at,
        head.get("language", "ja"),
        is_hero=True,
    )
    thread = Thread(post, warmth=float(head.get("warmth", "5")))
    _talk(thread, hero, souls, rhythm, rng)
    _settle(thread, head, souls)
    return thread


def _settle(thread: Thread, head: dict[str, str], souls: dict[str, Soul]) -> None:
    """What became of a question: `best` is the place of the best answer among the answers, from 1."""
    answers = [comment.key for comment in thread.comments if comment.parent is None]
    if "best" in head:
        chooser = souls[head.get("best_by", head["by"])].member.key
        thread.post = replace(thread.post, best=answers[int(head["best"]) - 1], best_by=chooser)
    if "closed_by" in head:
        thread.post = replace(thread.post, closed_by=souls[head["closed_by"]].member.key)


def _cover(head: dict[str, str]) -> Picture | None:
    if "cover" not in head:
        return None
    motive, seed = head["cover"].split(" ")
    return Picture("cover", motive, int(seed), head.get("alt", ""))


def _talk(thread: Thread, hero: Hero, souls: dict[str, Soul], rhythm: Rhythm, rng: Random) -> None:
    """Comments in the order written; a reply follows the comment above it."""
    at, parent = thread.post.at, None
    room = (rhythm.until - at) / (len(hero.said) + 1)
    for turn, (is_reply, user_id, text) in enumerate(hero.said):
        lag = min(timedelta(minutes=rng.lognormvariate(3.6, 1.0)), room)
        at = rhythm.after(at, lag) if room > timedelta(hours=9) else at + lag
        comment = Comment(
            f"{thread.post.key}/{turn}",
            thread.post.key,
            parent if is_reply else None,
            souls[user_id].member.key,
            text,
            at,
        )
        thread.comments.append(comment)
        if not is_reply:
            parent = comment.key
