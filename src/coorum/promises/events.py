"""What can happen in the promises room."""

from coorum.base.events import Evidence, declare

LEDGER_VERIFIED = declare(
    "promises.ledger.verified", "A chain of the evidence was checked from its columns.", Evidence.LEGAL
)
PROMISES_PROVED = declare(
    "promises.promises.proved", "Promises were proved: what was found of each, and its digest.", Evidence.LEGAL
)
