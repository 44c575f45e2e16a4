"""What can happen in the promises room."""

from coorum.base.events import Evidence, declare

LEDGER_VERIFIED = declare(
    "promises.ledger.verified", "A chain of the evidence was checked from its columns.", Evidence.LEGAL
)
