"""Whether a password stands in lists that leaked elsewhere: a service with ranges of hashes is asked (`COORUM_BREACHES_URL`).

What goes out are five hex digits of the password's SHA-1, which some hundreds of leaked passwords share, and nothing about
anybody (k-anonymity; the form of Have I Been Pwned's range interface, also spoken by mirrors). What comes back is padded, so
that its length tells a listener nothing either. Whoever does not answer within a second is left alone for a minute: nobody
waits for it, and no password is called good or bad for it.
"""

import logging
import re
from hashlib import sha1
from typing import Protocol

from django.conf import settings
from django.core.cache import caches

from coorum.base.calling import NoAnswer, ask
from coorum.base.scope import stepped_out

log = logging.getLogger(__name__)
#: Seconds for the whole answer, and for which a silent service is not asked again.
TIMEOUT = 1.0
SILENCE_TIMEOUT = 60
MOST_BYTES = 300_000
LINE = re.compile(r"([0-9A-F]{35}):(\d{1,12})")


class Ranges(Protocol):
    """Somebody who knows leaked passwords by their hashes."""

    def count(self, password: str) -> int | None: ...


class NullRanges:
    """Nobody is asked, so nothing is known."""

    def count(self, password: str) -> int | None:  # noqa: ARG002
        return None


class HttpRanges:
    """A range service that is asked over HTTP, at `address` followed by five digits."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def count(self, password: str) -> int | None:
        """How often this password stands in the lists; None where that is not known."""
        silent, local = f"breaches:{self.address}", caches["local"]
        if local.get(silent):
            return None
        digest = sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        try:
            with stepped_out():
                known = self._range(digest[:5])
        except NoAnswer as error:
            log.warning("leaked passwords are not known for a while: %s", error)
            local.set(silent, value=True, timeout=SILENCE_TIMEOUT)
            return None
        return known.get(digest[5:], 0)

    def _range(self, prefix: str) -> dict[str, int]:
        headers = {"Add-Padding": "true", "Accept": "text/plain"}
        said = ask(f"{self.address}/{prefix}", headers=headers, most=MOST_BYTES, seconds=TIMEOUT)
        lines = said.decode("latin-1").splitlines()
        found = [LINE.fullmatch(line.strip()) for line in lines]
        if not lines or None in found:
            raise NoAnswer("this is no list of hashes")
        return {match[1]: int(match[2]) for match in found if match}


def ranges() -> Ranges:
    """Who is asked in this deployment."""
    return HttpRanges(settings.COORUM_BREACHES_URL) if settings.COORUM_BREACHES_URL else NullRanges()
