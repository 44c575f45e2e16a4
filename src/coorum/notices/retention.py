"""How long a member's notices are kept."""

from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Unit, Whose, dated, lasting, register
from coorum.notices.models import Notice

register(
    Rule(
        id="notices.read",
        dataset="notices.inbox",
        tables=["notices.Notice"],
        what=_("Notices you have read"),
        since=_("reading"),
        period=Period(90),
        reason=_("So that you find again what you were told lately."),
        overdue=dated(Notice, "read_at"),
        whose=Whose(person="member__person"),
        place=Place.SITE,
        shortest=Period(7),
    ),
    Rule(
        id="notices.old",
        dataset="notices.inbox",
        tables=["notices.Notice"],
        what=_("Notices"),
        since=_("what they tell of"),
        period=Period(1, Unit.YEARS),
        reason=_("Nobody looks for what they did not read in a year."),
        overdue=dated(Notice, "happened_at"),
        whose=Whose(person="member__person"),
        place=Place.SITE,
        shortest=Period(30),
    ),
)
lasting("notices.inbox", _("as long as the membership"))
