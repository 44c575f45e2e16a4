"""The provider's people at the desk: duties and their terms, courses, devices, and who must not decide alone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts import actions as accounts
from coorum.accounts.roles import Duty
from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms import people as forms
from coorum.organisation.actions import people as actions
from coorum.organisation.people import queries
from coorum.promises.proofs import separation as acts
from coorum.web.request import Request


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Who is responsible for what, until when, and what is due about them."""
    context = {"staff": queries.staff(), "vacancies": queries.vacancies(), "duties": list(Duty)}
    return render(request, "desk/people/index.html", context)


@access.at_the_desk
def show(request: Request, person_id: UUID) -> HttpResponse:
    """One of the staff: term, courses, devices."""
    one = access.employee(person_id)
    return render(request, "desk/people/show.html", {"one": one, "is_own": one.person == request.viewer.person})


@require_POST
@access.at_the_desk
def renew(request: Request, person_id: UUID) -> HttpResponse:
    """Another term for somebody else."""
    return _done(request, lambda who: accounts.renew_officer(who, person=access.employee(person_id).person))


@require_POST
@access.for_administrators
def dismiss(request: Request, person_id: UUID) -> HttpResponse:
    """Somebody leaves the desk, at once."""
    return _done(request, lambda who: accounts.dismiss_officer(who, person=access.employee(person_id).person))


@access.at_the_desk
def separation(request: Request) -> HttpResponse:
    """Which acts need a second person, whether any was done alone, and the duties month by month."""
    context = {"acts": acts.counted(), "snapshots": queries.snapshots()[:24]}
    return render(request, "desk/people/separation.html", context)


@access.at_the_desk
def courses(request: Request) -> HttpResponse:
    """What staff must know; and setting a course up."""
    form = forms.CourseForm(request.POST or None)
    if _taken(request, form, lambda who: actions.make_course(who, **form.given())):
        return redirect("desk:courses")
    given = [(one, queries.lessons_of(one)) for one in queries.courses()]
    status = 400 if form.errors else 200
    return render(request, "desk/people/courses.html", {"courses": given, "form": form}, status=status)


@access.at_the_desk
def course(request: Request, course_id: UUID) -> HttpResponse:
    """One course: its text, who must have it, who had it; and writing down that somebody else had it."""
    one = access.course(course_id)
    form = forms.AttendanceForm(request.POST or None)
    if _taken(request, form, lambda who: actions.record_attendance(who, course=one, **form.given())):
        return redirect("desk:course", course_id)
    context = {
        "one": one,
        "form": form,
        "ending": forms.WhyForm(),
        "lessons": queries.lessons_of(one),
        "attendances": queries.attendances_of(one),
    }
    return render(request, "desk/people/course.html", context, status=400 if form.errors else 200)


@require_POST
@access.at_the_desk
def read(request: Request, course_id: UUID) -> HttpResponse:
    """The viewer read the text."""
    one = access.course(course_id)
    return _done(request, lambda _who: actions.confirm_reading(request.viewer.person, course=one), to="desk:courses")


@require_POST
@access.at_the_desk
def end_course(request: Request, course_id: UUID) -> HttpResponse:
    """Nobody must have it any more."""
    one, why = access.course(course_id), request.POST.get("why", "")[:400]
    return _done(request, lambda who: actions.end_course(who, course=one, why=why), to="desk:courses")


@access.at_the_desk
def devices(request: Request) -> HttpResponse:
    """On which devices people work; and entering one."""
    form = forms.DeviceForm(request.POST or None)
    if _taken(request, form, lambda who: actions.register_device(who, **form.given())):
        return redirect("desk:devices")
    context = {"gear": queries.devices(), "over": queries.devices_given_back()[:50], "form": form}
    return render(request, "desk/people/devices.html", context, status=400 if form.errors else 200)


@access.at_the_desk
def device(request: Request, device_id: UUID) -> HttpResponse:
    """One device: checking it."""
    one = access.device(device_id)
    form = forms.CheckForm(request.POST or None)
    if _taken(request, form, lambda who: actions.check_device(who, device=one, **form.given())):
        return redirect("desk:device", device_id)
    return _device(request, one, form=form, returning=forms.ReturnForm(auto_id="return-%s"))


@require_POST
@access.at_the_desk
def give_back(request: Request, device_id: UUID) -> HttpResponse:
    """A device is no longer in use."""
    one = access.device(device_id)
    form = forms.ReturnForm(request.POST, auto_id="return-%s")
    if _taken(request, form, lambda who: _give_back(who, one, form)):
        return redirect("desk:devices")
    return _device(request, one, form=forms.CheckForm(), returning=form)


def _give_back(who: Any, one: Any, form: Any) -> None:
    given = form.given()
    given.pop("key")
    actions.give_back(who, device=one, **given)


def _device(request: Request, one: Any, **shown: Any) -> HttpResponse:
    context = {"one": one, "checks": queries.checks_of(one), "holder": queries.holder_of(one), **shown}
    wrong = any(form.errors for form in shown.values())
    return render(request, "desk/people/device.html", context, status=400 if wrong else 200)


def _taken(request: Request, form: Any, do: Callable[[Any], Any]) -> bool:
    """Whether the form was sent, is well-formed and was not refused."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        do(access.officer(request))
    except Refused as refusal:
        form.take_refusal(refusal)
        return False
    messages.success(request, _("Written down."))
    return True


def _done(request: Request, do: Callable[[Any], Any], *, to: str = "desk:people") -> HttpResponse:
    """One press: done, or told why not."""
    try:
        do(access.officer(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Written down."))
    return redirect(to)
