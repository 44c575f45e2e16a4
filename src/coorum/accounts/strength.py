"""Whether a password is good enough: long, not on a list, and not guessable by somebody who knows its owner and this place.

After NIST SP 800-63B: at least ten characters, every character welcome (also spaces and Japanese), compared in one normal form,
no rules about kinds of characters; refused are passwords that are common (Django's list) or guessable (zxcvbn, which estimates
how many guesses somebody clever needs; what comes to mind first in Japan is said by familiar.py). Everything happens here: no
password leaves this machine for it. Where a deployment names a service of leaked passwords, five digits of a hash are asked
about as well (clients/breaches.py).
"""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from zxcvbn import zxcvbn

from coorum.accounts.clients import breaches
from coorum.accounts.familiar import WORDS
from coorum.accounts.models import Person
from coorum.accounts.passwords import normal
from coorum.sites import queries as sites

#: zxcvbn's scale goes to 4; from 3 on (10⁸ guesses) our slow hash makes guessing hopeless.
GOOD = 3
#: Beyond this many characters it would only count on, for longer.
LOOKED_AT = 72
TOO_NEAR = _(
    "This is made of your address, or of names that everybody here knows. Please add words that nobody would expect."
)
LEAKED = _("This password stands in lists that leaked elsewhere, and will be tried. Please choose another one.")
GUESSABLE = _("This is easy to guess. Add another word or two; uncommon ones are best.")

#: What zxcvbn says, and how we say it.
SAID: dict[str, Any] = {
    "Use a few words, avoid common phrases.": _("Use a few words that do not belong together."),
    "No need for symbols, digits, or uppercase letters.": _("There is no need for symbols, digits or capitals."),
    "Add another word or two. Uncommon words are better.": _("Add another word or two; uncommon ones are best."),
    "Straight rows of keys are easy to guess.": _("Neighbouring keys in a row are easy to guess."),
    "Short keyboard patterns are easy to guess.": _("Patterns on the keyboard are easy to guess."),
    "Use a longer keyboard pattern with more turns.": _("Better than a pattern are words."),
    'Repeats like "aaa" are easy to guess.': _("The same character many times is easy to guess."),
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': _(
        "The same thing several times is hardly harder to guess than once."
    ),
    "Avoid repeated words and characters.": _("Do not repeat words or characters."),
    'Sequences like "abc" or "6543" are easy to guess.': _("Letters or digits in their usual order are easy to guess."),
    "Avoid sequences.": _("Leave out what follows an order."),
    "Recent years are easy to guess.": _("Years are easy to guess."),
    "Avoid recent years.": _("Leave out years."),
    "Avoid years that are associated with you.": _("Leave out years that have to do with you."),
    "Dates are often easy to guess.": _("Dates are often easy to guess."),
    "Avoid dates and years that are associated with you.": _("Leave out dates and years that have to do with you."),
    "This is a top-10 common password.": _("This is one of the ten most common passwords."),
    "This is a top-100 common password.": _("This is one of the hundred most common passwords."),
    "This is a very common password.": _("Very many people use this password."),
    "This is similar to a commonly used password.": _("This is much like a password that very many people use."),
    "A word by itself is easy to guess.": _("A single word is easy to guess."),
    "Names and surnames by themselves are easy to guess.": _("A name by itself is easy to guess."),
    "Common names and surnames are easy to guess.": _("Common names are easy to guess."),
    "Capitalization doesn't help very much.": _("A capital letter at the beginning hardly helps."),
    "All-uppercase is almost as easy to guess as all-lowercase.": _(
        "Capitals only are as easy to guess as small letters."
    ),
    "Reversed words aren't much harder to guess.": _("Words written backwards are hardly harder to guess."),
    "Predictable substitutions like '@' instead of 'a' don't help very much.": _("“@” instead of “a” hardly helps."),
}


def weaknesses(password: str, person: Person, names: Iterable[str] = ()) -> list[Any]:
    """Why this password is not good enough for `person`, in sentences, the first the most important; none: it is.

    `names` are words that everybody knows who stands before the form: the site's and its operator's.
    """
    chosen = normal(password)
    try:
        validate_password(chosen, person)
    except ValidationError as weak:
        return list(weak.messages)
    return _guessable(chosen, person, names) or ([LEAKED] if is_leaked(chosen) else [])


def is_leaked(password: str) -> bool:
    """Whether the password is known to stand in lists that leaked elsewhere. False also where nobody knows."""
    return bool(breaches.ranges().count(normal(password)))


def _guessable(chosen: str, person: Person, names: Iterable[str]) -> list[Any]:
    rest = _without(chosen, _known(person.email, names))
    if not rest:
        return [TOO_NEAR]
    found = zxcvbn(rest[:LOOKED_AT], user_inputs=WORDS)
    if found["score"] >= GOOD:
        return []
    if rest != chosen:
        return [TOO_NEAR]
    told = [found["feedback"]["warning"], *found["feedback"]["suggestions"]]
    return [SAID.get(one, GUESSABLE) for one in told if one] or [GUESSABLE]


def names_around(site: Any) -> list[str]:
    """The names that whoever stands before a form of this site (or none) reads there."""
    provider = sites.provider()
    legal = [site.operator, provider] if site else [provider]
    names = [name for one in legal if one for name in (one.legal_name, one.legal_name_en)]
    return ["coorum", *names, *([site.name, site.slug] if site else [])]


def _known(email: str, names: Iterable[str]) -> set[str]:
    """Words somebody would try first: addresses and names, whole and in parts."""
    whole = {normal(text).lower() for text in (email, *names)}
    parts = {part for text in whole for part in re.split(r"[\W_]+|株式会社", text)}
    return {word for word in whole | parts if len(word) > 2}


def _without(password: str, words: Iterable[str]) -> str:
    """The password as far as it is not made of these words: they count for nothing, whatever their case."""
    known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(known, "", password, flags=re.IGNORECASE) if known else password
