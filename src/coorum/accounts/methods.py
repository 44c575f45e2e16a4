"""How somebody showed who they are when a session began. A session keeps the list, and carries it to other hosts.

`password` · `code` (from a letter) · `linked:<service>` · `totp` · `recovery_code` · `passkey` (with the user verified by the
device: what one has and what one knows or is, so both factors in one) · `security_key` (after another method).
"""

from collections.abc import Iterable

SECOND_FACTORS = frozenset({"totp", "recovery_code", "passkey", "security_key"})


def has_second_factor(methods: Iterable[str]) -> bool:
    """Whether a session that began with these was opened with a second factor."""
    return not SECOND_FACTORS.isdisjoint(methods)
