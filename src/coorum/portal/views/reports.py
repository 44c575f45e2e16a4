"""Reporting a post or comment: with an account or without, where it stands, answering a claim, asking for another look."""

from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coorum.base.errors import Refused
from coorum.moderation import actions, queries
from coorum.moderation.clocks import last_day
from coorum.moderation.kinds import Kind, Side, Standard, State
from coorum.moderation.subjects import Matter
from coorum.notices.inbox import actions as inbox
from coorum.portal import access
from coorum.portal.addresses import report_links
from coorum.portal.forms.privacy import MailCodeForm
from coorum.portal.forms.reports import AppealForm, ObjectionForm, ReportForm
from coorum.web.guards import member_required, site_only
from coorum.web.request import Request

#: A network reports so often; what a person or an address may do is the action's question.
PACE = {"report": "20/h/ip"}


@never_cache
@site_only
def create(request: Request, kind: str, spoken: UUID) -> HttpResponse:
    """Report something that was said."""
    matter = access.reportable(request, kind, spoken)
    viewer = request.viewer
    is_known = viewer is not None and (viewer.member is not None or viewer.is_staff)
    form = ReportForm(request.POST or None, is_known=is_known)
    if request.method == "POST" and form.is_valid() and (made := _file(request, form, matter)):
        if made.address:
            return redirect("portal:report_code", access.reported_links.sign(made.id.hex))
        messages.success(request, _("Thank you. Your report has arrived, and we tell you what we decide."))
        return redirect("portal:own_report", made.case_id) if made.member_id else redirect("portal:home")
    context = {"form": form, "matter": matter}
    return render(request, "portal/moderation/report.html", context, status=400 if form.errors else 200)


def _file(request: Request, form: ReportForm, matter: Matter) -> Any:
    given = form.given()
    kind = Kind(given.pop("kind"))
    try:
        _ensure_pace(request)
        return actions.report(request.viewer, matter=matter, kind=kind, language=request.LANGUAGE_CODE, **given)
    except Refused as refusal:
        form.take_refusal(refusal)
        return None


def _ensure_pace(request: Request) -> None:
    if not ratelimit.consume(request, app="coorum.moderation", action="report", config=PACE):
        raise Refused("too_many", _("Too much is being reported from your network just now. Please try again later."))


@never_cache
@site_only
def code(request: Request, token: str) -> HttpResponse:
    """A guest shows that the address is theirs."""
    return _ask_code(request, access.report_by(token, access.reported_links))


@never_cache
@site_only
def guest(request: Request, token: str) -> HttpResponse:
    """Where a guest's report stands, for whoever has the link of the letter."""
    made = access.report_by(token, report_links)
    if made.confirmed_at is None:
        return _ask_code(request, made)
    return _standing(request, made, None)


def _ask_code(request: Request, made: Any) -> HttpResponse:
    form = MailCodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "code" not in request.POST:
        actions.send_code(made)
    elif request.method == "POST" and form.is_valid():
        if actions.show_code(made, code=form.cleaned_data["code"]):
            messages.success(request, _("Thank you. Your report has arrived, and we tell you what we decide."))
            return redirect("portal:guest_report", report_links.sign(made.id.hex))
        form.add_error("code", _("This code does not fit, or is too old. Three guesses are possible."))
    lead = _("We have sent a code to your address. With it your report counts, and you get our answer.")
    return render(request, "portal/privacy/code.html", {"form": form, "lead": lead})


@site_only
@member_required
def index(request: Request) -> HttpResponse:
    """What I reported, and reports about what I wrote."""
    return render(request, "portal/moderation/index.html", {"mine": queries.of_member(request.viewer)})


@never_cache
@site_only
@member_required
def show(request: Request, case_id: UUID) -> HttpResponse:
    """A report of mine."""
    made = access.own_report(request, case_id)
    request.viewer = inbox.read_page(request.viewer, case_id)
    return _standing(request, made, None)


@never_cache
@site_only
@member_required
def about(request: Request, case_id: UUID) -> HttpResponse:
    """A report about what I wrote: answer a claim, or ask for another look."""
    case = access.case_about(request, case_id)
    request.viewer = inbox.read_page(request.viewer, case_id)
    if request.method == "POST" and case.state == State.SENDER_ASKED:
        return _answer(request, case)
    return _standing(request, None, case)


def _answer(request: Request, case: Any) -> HttpResponse:
    form = ObjectionForm(request.POST if "agree" not in request.POST else None)
    try:
        if "agree" in request.POST:
            actions.agree(request.viewer, case=case)
        elif form.is_valid():
            actions.object_to(request.viewer, case=case, words=form.cleaned_data["words"])
        else:
            return _page(request, None, case, objection=form)
    except Refused as refusal:
        form = ObjectionForm(request.POST if "agree" not in request.POST else {})
        form.is_valid()
        form.take_refusal(refusal)
        return _page(request, None, case, objection=form)
    messages.success(request, _("Thank you. We have written down what you say to it."))
    return redirect("portal:report_about_me", case.id)


def _standing(request: Request, report: Any, about: Any) -> HttpResponse:
    """A case as one side sees it, with the form to ask for another look."""
    case = about or report.case
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal(request.viewer, case=case, words=form.cleaned_data["words"], report=report)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Thank you. Somebody who has not decided looks at it again."))
            return redirect(request.path)
    return _page(request, report, about, appeal=form if request.method == "POST" else None)


def _page(request: Request, report: Any, about: Any, *, appeal: Any = None, objection: Any = None) -> HttpResponse:
    case = about or report.case
    decisions, hearing = list(queries.decisions_of(case)), queries.hearing_of(case)
    side = queries.appeal_side(case)
    may_appeal = side == (Side.AUTHOR if about else Side.REPORTER)
    context = {
        "case": case,
        "report": report,
        "matter": queries.matter_of(case),
        "decisions": [one for one in decisions if not (about and one.untold)],
        "hearing": hearing,
        "answer_until": last_day(hearing.ends_at) if hearing else None,
        "due_on": last_day(case.due_at),
        "objection": (objection or ObjectionForm()) if about and case.state == State.SENDER_ASKED else None,
        "appeal": (appeal or AppealForm()) if may_appeal else None,
        "appeal_until": last_day(queries.appeal_ends(decisions[-1])) if decisions else None,
    }
    bad = any(form is not None and form.errors for form in (appeal, objection))
    return render(request, "portal/moderation/show.html", context, status=400 if bad else 200)


def standards(request: Request) -> HttpResponse:
    """By what words are taken away, how it goes, and by when."""
    return render(request, "portal/moderation/standards.html", {"standards": Standard.choices})
