"""What the bell says of reports. Letters about them are written in any case: nobody can switch those off."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer
from coorum.base import clock, links
from coorum.base.ids import new_id
from coorum.moderation.models import Case, Report
from coorum.moderation.queries import told
from coorum.notices.inbox.actions import notify
from coorum.notices.inbox.actions.notifying import Happening
from coorum.notices.inbox.kinds import Kind, Matter, register

ABOUT_ME, MINE = "report_about_me", "own_report"


def about_me(viewer: Viewer, ids: Collection[UUID]) -> Mapping[UUID, Matter]:
    """Reports about what the viewer wrote, once they were told of them."""
    found = told(Case.objects.filter(id__in=ids, author=viewer.member)).values_list("id", "number")
    return {id_: Matter(number, links.path_to("report_about_me", id_)) for id_, number in found}


def mine(viewer: Viewer, ids: Collection[UUID]) -> Mapping[UUID, Matter]:
    """Reports that the viewer made."""
    found = Report.objects.filter(case__in=ids, member=viewer.member).values_list("case_id", "case__number")
    return {id_: Matter(number, links.path_to("own_report", id_)) for id_, number in found}


def ring(kind: str, case: Case, member: Member) -> None:
    """Something happened in this case that the member is told of by letter, too."""
    here = Member.objects.filter(id=member.id)
    notify(Happening(kind, case.id, case.id, new_id(), clock.now()), to=here)


register(
    Kind(
        name=ABOUT_ME,
        title=gettext_lazy("Reports about what I wrote"),
        icon="flag",
        sentence=lambda _who: _("There is news of a report about what you wrote"),
        look_up=about_me,
        mail=None,
    ),
    Kind(
        name=MINE,
        title=gettext_lazy("What became of my reports"),
        icon="flag",
        sentence=lambda _who: _("There is news of your report"),
        look_up=mine,
        mail=None,
    ),
)
