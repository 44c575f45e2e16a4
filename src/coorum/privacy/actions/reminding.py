"""Reminding whoever's turn it is: once for each step, since a letter's key names the step it belongs to."""

from coorum.base.actions import action
from coorum.privacy import calendar, letters, queries
from coorum.privacy.kinds import State
from coorum.privacy.retention.holds import holds_to_review


@action
def remind() -> None:
    """Remind people who have not shown who they are for three days, or not paid for seven. A second call writes nothing."""
    for request in queries.standing_since(State.IDENTITY_PENDING, calendar.REMIND_IDENTITY):
        letters.write("identity_reminder", request)
    for request in queries.standing_since(State.FEE_QUOTED, calendar.REMIND_FEE):
        letters.write("fee_reminder", request)


@action
def remind_due() -> None:
    """Tell the provider, once a day, of the cases that press."""
    pressing = queries.pressing_cases()
    if pressing:
        letters.write_due(len(pressing), sum(clocks.is_late for _request, clocks in pressing))
    held = list(holds_to_review())
    if held:
        letters.write_holds_due(len(held), max(one.review_on for one in held))
