"""The provider's staff through the years: renewed by one another."""

from datetime import datetime, timedelta

from coorum.accounts import actions, queries
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.scope import provider_scope

#: They are renewed some weeks before their term ends, as the letter reminds them.
EARLY = timedelta(days=345)


def renew(now: datetime) -> None:
    """Let everybody at the desk be there today, each for another term in each year."""
    with provider_scope():
        roles = list(queries.granted_desk_roles())
        for number, role in enumerate(roles):
            other = roles[number - 1].person
            at = role.granted_at + EARLY
            while at < now:
                with clock.held_at(at):
                    actions.renew_officer(Party("officer", other.id, other.ledger_ref), person=role.person)
                at += EARLY
