"""Who liked what: a long tail, most of it within two days."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from coorum.demo.kinds import Like
from coorum.demo.people import Soul
from coorum.demo.rhythm import weighted
from coorum.demo.talks import Thread


def likes_of(threads: Iterable[Thread], souls: Sequence[Soul], until: datetime, rng: Random) -> list[Like]:
    """Likes of posts, comments and replies by members who were there; nobody likes their own."""
    crowd = sorted(souls, key=lambda soul: soul.member.joined_at)
    joined = [soul.member.joined_at for soul in crowd]
    zeal = list(accumulate(soul.zeal**0.5 for soul in crowd))
    found: list[Like] = []
    for thread in threads:
        post = thread.post
        here = bisect_left(joined, post.at)
        if here < 3:
            continue
        reach = zeal[:here]
        count = int(min(here * 0.6, thread.warmth * 3.6 * (0.5 + here / len(crowd))))
        found += _by(count, post.key, post.author, post.at, crowd, reach, until, rng)
        for comment in thread.comments:
            few = int(rng.expovariate(1 / (0.85 if comment.parent is None else 0.35)) * min(2.5, thread.warmth**0.5))
            found += _by(few, comment.key, comment.author, comment.at, crowd, reach, until, rng)
    return found


def _by(
    count: int,
    subject: str,
    author: str,
    at: datetime,
    crowd: Sequence[Soul],
    reach: Sequence[float],
    until: datetime,
    rng: Random,
) -> list[Like]:
    keys = {crowd[weighted(rng, reach)].member.key for _ in range(count)} - {author}
    moments = (at + timedelta(hours=rng.expovariate(1 / 14)) for _ in keys)
    room = until - at
    return [
        Like(key, subject, moment if moment < until else at + room * rng.random())
        for key, moment in zip(sorted(keys), moments, strict=True)
    ]
