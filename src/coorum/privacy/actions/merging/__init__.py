"""Every write about accounts that became one."""

from coorum.privacy.actions.merging.joining import ensure_may_merge, merge_accounts
from coorum.privacy.actions.merging.parting import undo_merge

__all__ = ["ensure_may_merge", "merge_accounts", "undo_merge"]
