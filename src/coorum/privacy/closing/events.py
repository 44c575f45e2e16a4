"""What can happen at the end of an operator's contract."""

from coorum.base.events import Evidence, declare

CLOSING_MOVED = declare(
    "privacy.closing.moved", "The end of an operator's contract took its next step.", Evidence.LEGAL
)
