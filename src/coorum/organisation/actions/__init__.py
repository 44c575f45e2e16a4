"""Every write of the organisation room."""

from coorum.organisation.actions.moving import (
    activate,
    certify_deletion,
    check_security,
    file_contract,
    look_abroad,
    review,
    take_step,
)
from coorum.organisation.actions.registering import Details, change_details, describe_country, propose
from coorum.organisation.actions.watching import watch

__all__ = [
    "Details",
    "activate",
    "certify_deletion",
    "change_details",
    "check_security",
    "describe_country",
    "file_contract",
    "look_abroad",
    "propose",
    "review",
    "take_step",
    "watch",
]
