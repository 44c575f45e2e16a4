"""Password hashing: Argon2id at the cost OWASP recommends (19 MiB, two passes, one lane), bounded in number.

Hashing is the dearest thing a stranger can make us do; a semaphore keeps a flood of sign-ins from taking every core.
"""

import unicodedata
from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, MD5PasswordHasher


def normal(password: str) -> str:
    """One form for what looks alike, however a keyboard wrote it (NFKC: full-width digits are digits; NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password)


_at_once = BoundedSemaphore(2)


class Hasher(Argon2PasswordHasher):
    """Argon2id, m = 19 MiB, t = 2, p = 1; at most two at once in a process. What looks alike is one password (`normal`)."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _at_once:
            return str(super().encode(normal(password), salt))

    def verify(self, password: str, encoded: str) -> bool:
        with _at_once:
            return bool(super().verify(normal(password), encoded))


class FastHasherForTests(MD5PasswordHasher):
    """Never configured outside tests: what they test is not the cost of a hash."""

    algorithm = "md5"

    def encode(self, password: str, salt: str) -> str:
        return str(super().encode(normal(password), salt))

    def harden_runtime(self, password: str, encoded: str) -> Any:  # noqa: ARG002
        return None
