"""What our own house wants: processors, people, premises, findings, documents, evidence; and what is only kept in view."""

from collections.abc import Iterator
from itertools import chain

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coorum.base import mail
from coorum.consent.kinds import PolicyKind
from coorum.desk.due.line import Line
from coorum.organisation import queries as organisation
from coorum.organisation.improvement import queries as improvement
from coorum.organisation.people import queries as people
from coorum.organisation.premises import queries as premises
from coorum.promises import queries as promises
from coorum.promises.queries import ChainHealth
from coorum.sites import queries as sites
from coorum.web import guards
from coorum.web.request import Request
from coorum.web.times import day

SHELF_OF = {PolicyKind.PROVIDER_POLICY: "privacy", PolicyKind.PROVIDER_TERMS: "terms"}


def lines(request: Request, chains: list[ChainHealth]) -> Iterator[Line]:
    """Everything that waits; processors for privacy officers only."""
    if guards.is_privacy_officer(request):
        yield from chain(_unanswered(), _processors())
    yield from chain(_evidence(chains), _documents(), _findings(), _staff(), _premises())


def views(chains: list[ChainHealth]) -> Iterator[Line]:
    """What is the operator's turn, or was decided so; evidence that nobody has checked yet."""
    found = sites.all_sites()
    for one in (site for site in found if site.is_suspended):
        why, name = Truncator(one.suspension.reason).chars(60), _("%(name)s is suspended") % {"name": one.name}
        yield Line(reverse("desk:site", args=[one.slug]), name, "circle-pause", (why,), at=one.suspension.suspended_at)
    for one in (site for site in found if site.opened_at is None):
        facts, name = (one.operator.legal_name, _("The operator's turn")), _("%(name)s is not open yet")
        yield Line(
            reverse("desk:site", args=[one.slug]), name % {"name": one.name}, "door-closed", facts, at=one.created_at
        )
    if number := sum(one.state == "not-measured" for one in chains):
        title, unit = _("Evidence that was never checked"), ngettext("chain", "chains", number)
        yield Line(reverse("desk:ledger"), title, "shield-question-mark", number=number, unit=unit)


def _unanswered() -> Iterator[Line]:
    for service, _entries in organisation.unanswered():
        words = (
            _("Nothing may leave for: %(service)s") if service.can_wait else _("No processor answers for: %(service)s")
        )
        held = mail.letters_held() if service.id == "mail" else 0
        yield Line(
            reverse("desk:processors"),
            words % {"service": service.title},
            "triangle-alert",
            (service.host(),),
            is_late=True,
            number=held or None,
            unit=ngettext("letter waiting", "letters waiting", held),
        )


def _processors() -> Iterator[Line]:
    for entry in organisation.pressing():
        due = entry.pressing[0] if entry.pressing else None
        when = (str(due.what.label), _("by %(when)s") % {"when": day(due.due)}) if due else ()
        yield Line(
            reverse("desk:processor", args=[entry.processor.id]),
            _("Processor: %(name)s") % {"name": entry.now.name},
            "handshake",
            (entry.processor.get_state_display(), *when),
            due.due if due else entry.today,
            bool(entry.passed),
        )


def _evidence(chains: list[ChainHealth]) -> Iterator[Line]:
    said = {
        "broken": _("The evidence of %(name)s does not hold"),
        "at-risk": _("The evidence of %(name)s is not being signed"),
    }
    for one in (each for each in chains if each.state in said):
        name = one.site.name if one.site else _("the provider")
        yield Line(reverse("desk:ledger"), said[one.state] % {"name": name}, "triangle-alert", at=one.last_at)


def _documents() -> Iterator[Line]:
    for kind in promises.provider_documents_missing():
        title, why = _("%(document)s: not published yet"), _("Members read it before they join.")
        yield Line(
            reverse("desk:publish", args=[SHELF_OF[kind]]), title % {"document": kind.label}, "file-text", (why,)
        )


def _findings() -> Iterator[Line]:
    for one in improvement.pressing_findings():
        owner = one.owner.email if one.owner else _("nobody's yet")
        yield Line(
            reverse("desk:finding", args=[one.finding.id]),
            _("To be mended: %(what)s") % {"what": one.title},
            "wrench",
            (one.finding.get_state_display(), owner, _("by %(when)s") % {"when": day(one.day.due)}),
            one.day.due,
            one.is_late,
        )


def _staff() -> Iterator[Line]:
    for duty in people.vacancies():
        nobody = _("Nobody at the desk is: %(duty)s") % {"duty": duty.label}
        yield Line(reverse("desk:people"), nobody, "triangle-alert", is_late=True)
    for one in people.wanting():
        facts = [
            one.term.is_near and _("term until %(day)s") % {"day": day(one.term.due)},
            any(lesson.day.is_near for lesson in one.lessons) and _("courses due"),
            any(gear.wants for gear in one.gear) and _("devices to look at"),
        ]
        yield Line(
            reverse("desk:employee", args=[one.person.id]),
            one.person.email,
            "users",
            tuple(fact for fact in facts if fact),
            one.next_day,
            not one.is_in_force or one.next_day < one.today,
        )


def _premises() -> Iterator[Line]:
    for one in premises.wanting():
        unmet = _("not as it should be") if one.check else _("nobody looked yet")
        yield Line(
            reverse("desk:safeguard", args=[one.safeguard.id]),
            one.safeguard.what,
            "building-2",
            (one.safeguard.place, _("look again by %(day)s") % {"day": day(one.day.due)} if one.is_met else unmet),
            one.day.due if one.is_met or not one.check else min(one.day.due, one.day.today),
            one.day.has_passed,
        )
