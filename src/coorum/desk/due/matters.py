"""What people brought: enquiries, requests, reports, incidents, and what operators owe them."""

from collections.abc import Iterator
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coorum.base.every_site import every_site
from coorum.desk import access
from coorum.desk.due.line import Line
from coorum.enquiries import queries as enquiries
from coorum.enquiries.care import queries as care
from coorum.moderation import queries as moderation
from coorum.privacy import queries as privacy
from coorum.privacy.incidents import queries as incidents
from coorum.provision import queries as provision
from coorum.web import guards
from coorum.web.request import Request
from coorum.web.times import day, moment


def lines(request: Request) -> Iterator[Line]:
    """Everything that waits; incidents, reports and what is kept apart for privacy officers only."""
    if guards.is_privacy_officer(request):
        yield from chain(_incidents(), _apart(), _reports(request))
    yield from chain(_enquiries(), _requests(), _operators(request))


def _incidents() -> Iterator[Line]:
    for file in incidents.pressing_incidents():
        one, first = file.incident, file.undone[0]
        yield Line(
            reverse("desk:incident", args=[one.id]),
            _("Incident %(label)s: %(title)s") % {"label": one.label, "title": one.title},
            "siren",
            (str(first.what.label), _("by %(when)s") % {"when": moment(first.due)}),
            first.last_day,
            bool(file.passed),
        )


def _apart() -> Iterator[Line]:
    today = enquiries.today()
    for held in care.pressing():
        yield Line(
            reverse("desk:held", args=[held.id]),
            _("Kept apart, of enquiry %(number)s") % {"number": held.message.enquiry.number},
            "lock",
            (_("to be decided by %(day)s") % {"day": day(held.due_on)},),
            held.due_on,
            held.due_on < today,
        )


def _reports(request: Request) -> Iterator[Line]:
    with every_site(reason="which reports wait for the provider, at the desk", actor=access.officer(request)):
        number, due_on, is_late = moderation.load_of_the_provider()
    if number:
        title, unit = _("Reports that are ours to look at"), ngettext("report", "reports", number)
        yield Line(reverse("desk:reports"), title, "flag", (), due_on, is_late, number=number, unit=unit)


def _enquiries() -> Iterator[Line]:
    for trouble in enquiries.troubles():
        what = _("The mailbox: %(what)s") % {"what": trouble.get_kind_display()}
        yield Line(reverse("desk:enquiries"), what, "mail-warning", at=trouble.since)
    today = enquiries.today()
    for one in enquiries.pressing():
        yield Line(
            reverse("desk:enquiry", args=[one.id]),
            _("Enquiry %(number)s: %(kind)s") % {"number": one.number, "kind": one.get_kind_display()},
            "mails",
            (one.get_state_display(), _("to be answered by %(day)s") % {"day": day(one.due_on)}),
            one.due_on,
            one.due_on < today,
        )


def _requests() -> Iterator[Line]:
    for one, clocks in privacy.pressing_cases():
        yield Line(
            reverse("desk:request", args=[one.id]),
            _("Request %(label)s: %(kind)s") % {"label": one.label, "kind": one.get_kind_display()},
            "inbox",
            (one.get_state_display(), _("risk clock until %(day)s") % {"day": day(clocks.risk)}),
            clocks.risk,
            clocks.is_late,
        )


def _operators(request: Request) -> Iterator[Line]:
    with every_site(reason="which tasks of operators are overdue, at the desk", actor=access.officer(request)):
        tasks = provision.overdue_tasks()
    if tasks:
        yield Line(
            reverse("desk:overdue_tasks"),
            _("Operators have not corrected or erased in time"),
            "store",
            day=tasks[0].due_on,
            is_late=True,
            number=len(tasks),
            unit=ngettext("task", "tasks", len(tasks)),
        )
