"""Every write of the provision room."""

from coorum.provision.actions.ending import close_next
from coorum.provision.actions.joining import agree_again, ask_to_join, complete_joining, ensure_current, join
from coorum.provision.actions.leaving import come_back, depart, leave_site, step_aside
from coorum.provision.actions.looking import export_members, list_members, show_member
from coorum.provision.actions.providing import close_provision, hand_over, refresh_profile

__all__ = [
    "agree_again",
    "ask_to_join",
    "close_next",
    "close_provision",
    "come_back",
    "complete_joining",
    "depart",
    "ensure_current",
    "export_members",
    "hand_over",
    "join",
    "leave_site",
    "list_members",
    "refresh_profile",
    "show_member",
    "step_aside",
]
