"""A look into the DNS: does it say of the host what the claim asks for?"""

from collections.abc import Callable
from dataclasses import dataclass

from coorum.sites.clients import dns
from coorum.sites.hosts.kinds import Outcome

#: How much of what was found is kept to be shown.
MOST_SHOWN, LONGEST_SHOWN = 5, 100


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look found, and the texts that stood there, cut for showing."""

    outcome: Outcome
    found: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether somebody answered."""
        return self.outcome != Outcome.UNSURE


def look_for(name: str, value: str) -> Finding:
    """Whether a TXT record at `name` is `value`. Takes up to some seconds, and asks nothing of the database.

    Panels that put a text between quotes, and spaces around it, are forgiven. A CNAME is not followed: a wildcard or a
    forgotten one would let whoever runs its target speak for a name that is not theirs.
    """
    return look_at_texts(name, lambda text: text.strip().strip('"').strip() == value, follows=False)


def look_at_texts(
    name: str, is_right: Callable[[str], bool], *, is_alone: bool = False, follows: bool = True
) -> Finding:
    """Whether a TXT record at `name` is right; where it must be `alone`, a second one makes it wrong."""
    try:
        answer = dns.texts_at(name)
    except dns.Unanswered:
        return Finding(Outcome.UNSURE)
    shown = tuple(_printable(text) for text in answer.texts[:MOST_SHOWN])
    if answer.is_elsewhere and not follows:
        return Finding(Outcome.ELSEWHERE, shown)
    if not answer.texts:
        return Finding(Outcome.MISSING)
    fits = any(is_right(text) for text in answer.texts) and not (is_alone and len(answer.texts) > 1)
    return Finding(Outcome.RIGHT if fits else Outcome.WRONG, shown)


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:LONGEST_SHOWN])
