"""Every write of the promises room."""

from coorum.promises.actions.evidence import ask_verification, verify_chain
from coorum.promises.actions.proving import run_due_proofs, run_proofs
from coorum.promises.actions.publishing import publish_policy

__all__ = ["ask_verification", "publish_policy", "run_due_proofs", "run_proofs", "verify_chain"]
