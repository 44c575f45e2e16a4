"""Every write of the promises room."""

from coorum.promises.actions.evidence import ask_verification, verify_chain
from coorum.promises.actions.proving import run_due_proofs, run_proofs
from coorum.promises.actions.publishing import publish_policy
from coorum.promises.actions.registering import follow_registers, keep_registers
from coorum.promises.actions.revising import (
    answer_relation_test,
    approve_revision,
    draft_revision,
    drop_revision,
    take_effect,
    waive_review,
)
from coorum.promises.actions.telling import remind_silent
from coorum.promises.actions.witnessing import anchor_heads, look_next, stamp_next

__all__ = [
    "anchor_heads",
    "answer_relation_test",
    "approve_revision",
    "ask_verification",
    "draft_revision",
    "drop_revision",
    "follow_registers",
    "keep_registers",
    "look_next",
    "publish_policy",
    "remind_silent",
    "run_due_proofs",
    "run_proofs",
    "stamp_next",
    "take_effect",
    "verify_chain",
    "waive_review",
]
