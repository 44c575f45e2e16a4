"""Every write of the provision room."""

from coorum.provision.actions.advertising import hand_over_wish, hand_over_wishes
from coorum.provision.actions.ages import say_age
from coorum.provision.actions.answers import Said, export_answers, show_answers, tell_answers
from coorum.provision.actions.ending import close_next
from coorum.provision.actions.joining import (
    agree_again,
    agree_oneself,
    ask_to_join,
    complete_joining,
    ensure_current,
    join,
    join_by_guardian,
)
from coorum.provision.actions.leaving import come_back, depart, leave_site, step_aside
from coorum.provision.actions.looking import (
    export_members,
    export_wishes,
    find_by_customer,
    list_members,
    show_member,
    tell_website,
)
from coorum.provision.actions.providing import close_provision, hand_over, refresh_profile
from coorum.provision.actions.systems import Told, tell_members, tell_some, telling
from coorum.provision.actions.tasks import confirm_task, download_receipts, remind_of_tasks, tell_of_correction

__all__ = [
    "Said",
    "Told",
    "agree_again",
    "agree_oneself",
    "ask_to_join",
    "close_next",
    "close_provision",
    "come_back",
    "complete_joining",
    "confirm_task",
    "depart",
    "download_receipts",
    "ensure_current",
    "export_answers",
    "export_members",
    "export_wishes",
    "find_by_customer",
    "hand_over",
    "hand_over_wish",
    "hand_over_wishes",
    "join",
    "join_by_guardian",
    "leave_site",
    "list_members",
    "refresh_profile",
    "remind_of_tasks",
    "say_age",
    "show_answers",
    "show_member",
    "step_aside",
    "tell_answers",
    "tell_members",
    "tell_of_correction",
    "tell_some",
    "tell_website",
    "telling",
]
