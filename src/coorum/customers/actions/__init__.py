"""Every write of the customers room."""

from coorum.customers.actions.changes import dismiss_change, take_change, take_over_name
from coorum.customers.actions.directories import (
    make_secret,
    note_trial,
    set_up_directory,
    switch_directory,
    withdraw_secret,
)
from coorum.customers.actions.linking import drop_links, link_customer, note_use, unlink_customer, wish_to_link
from coorum.customers.actions.mending import find_customer, release_link
from coorum.customers.actions.visits import begin_visit, end_visits, refuse_answer

__all__ = [
    "begin_visit",
    "dismiss_change",
    "drop_links",
    "end_visits",
    "find_customer",
    "link_customer",
    "make_secret",
    "note_trial",
    "note_use",
    "refuse_answer",
    "release_link",
    "set_up_directory",
    "switch_directory",
    "take_change",
    "take_over_name",
    "unlink_customer",
    "wish_to_link",
    "withdraw_secret",
]
