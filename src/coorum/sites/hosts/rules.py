"""Decisions about hosts of operators' own, without a database."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.sites.hosts.kinds import GRACE, MOST_HOSTS, PACE, STABLE, State


def ensure_room(claimed: int) -> None:
    """Raise `Refused` where a site has claimed as many hosts as it may."""
    if claimed >= MOST_HOSTS:
        raise Refused("too_many", _("Five hosts are claimed already. Let go of one first."), field="host")


def ensure_not_too_soon(checked_at: datetime | None, now: datetime) -> None:
    """Raise `Refused` where somebody looked a moment ago."""
    if checked_at and now - checked_at < PACE:
        raise Refused("too_soon", _("We looked a moment ago. Please wait a quarter of a minute."))


def ensure_stands(state: State) -> None:
    """Raise `Refused` unless the host is proved, and its record is there."""
    if state in {State.CLAIMED, State.LOST}:
        raise Refused("not_proved", _("Prove first that this host is yours: put the record into its DNS."))
    if state == State.FAILING:
        raise Refused("failing", _("The record that proves this host is gone. Put it back first."))


def is_over(since: datetime, now: datetime) -> bool:
    """Whether a record has stayed away for too long."""
    return now - since >= GRACE


def is_settled(primary_since: datetime, now: datetime) -> bool:
    """Whether a primary host has been one for long enough that browsers may remember it."""
    return now - primary_since >= STABLE


def taken() -> Refused:
    return Refused("host_taken", _("Another community holds this host. It must let go of it first."), field="host")


def claimed() -> Refused:
    return Refused("claimed", _("The community has this host already."), field="host")
