"""Which two accounts may become one. No database and no clock here."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused


@dataclass(frozen=True)
class Standing:
    """What is true of one of the two accounts.

    `is_bound`: a legal hold, or a report about their words that is not settled: it would be washed off. Which of the two it
    is, is nobody's to know.
    """

    is_verified: bool = True
    at_the_desk: bool = False
    is_leaving: bool = False
    is_merging: bool = False
    has_open_request: bool = False
    is_bound: bool = False
    is_minor: bool = False
    works_on: frozenset[UUID] = frozenset()


def ensure_mergeable(going: Standing, staying: Standing) -> None:
    """Raises `Refused`: `unverified`, `at_the_desk`, `leaving`, `merging`, `minor`, `open_request`, `bound`, `two_roles`."""
    both = (going, staying)
    if not all(one.is_verified for one in both):
        raise Refused("unverified", _("The address of one of these accounts has not been confirmed yet."))
    if any(one.at_the_desk for one in both):
        raise Refused("at_the_desk", _("You work at the provider's desk: please hand your duty over first."))
    if any(one.is_merging for one in both):
        raise Refused(
            "merging",
            _("One of these accounts was merged less than 14 days ago. Wait until that is final, or undo it."),
        )
    if any(one.is_leaving for one in both):
        raise Refused("leaving", _("With one of these accounts you are about to leave. Take that back first."))
    if any(one.is_minor for one in both):
        raise Refused(
            "minor", _("Accounts of people who are not 18 yet cannot be merged: it could lead past a guardian.")
        )
    if going.has_open_request:
        raise Refused(
            "open_request",
            _(
                "With the other account you have a request about your data under way. Wait for it, or withdraw it first."
            ),
        )
    if going.is_bound:
        raise Refused("bound", _("These two accounts cannot be merged right now. Please write to us."))
    if going.works_on & staying.works_on:
        raise Refused(
            "two_roles",
            _("Both accounts work for the operator of the same community. Give one of the two roles up first."),
        )
