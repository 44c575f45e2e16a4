"""Every write of the accounts room."""

from coorum.accounts.actions.membership import ensure_invited, make_member, mark_departed, pause, resume

__all__ = ["ensure_invited", "make_member", "mark_departed", "pause", "resume"]
