"""The second factor on the way in, and a factor once more before something that matters."""

from typing import Any

from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.stages import LoginStageController
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from coorum.base.errors import Refused
from coorum.factors import actions as factors
from coorum.factors import queries
from coorum.signin import entering, guesses, passkeys, way
from coorum.signin.forms.factors import AnswerForm, FactorForm
from coorum.signin.frame import identity_page
from coorum.web.guards import let_in
from coorum.web.request import Request


@identity_page
@require_http_methods(["GET", "POST"])
def second_factor(request: Request) -> HttpResponse:
    """After the first step: a code, or a passkey. Without a first step there is nothing to do here."""
    stage = LoginStageController.enter(request, "second_factor")
    if stage is None or request.user.is_authenticated:
        return redirect(way.to("login", next=way.back_of(request)))
    person, process = stage.login.user, str(stage.login.initiated_at)
    form = FactorForm(request.POST if "code" in request.POST else None)
    method = show_factor(request, person, form, use=passkeys.SECOND, process=process)
    if method:
        entering.show(request, person, method)
        return stage.exit()
    return page_of_factor(request, "signin/second_factor.html", form, person, passkeys.SECOND)


@require_POST
@identity_page
@let_in
def again(request: Request) -> HttpResponse:
    """Somebody signed in shows a factor instead of the password."""
    person = request.viewer.person
    form = FactorForm(request.POST if "code" in request.POST else None)
    method = show_factor(request, person, form, use=passkeys.AGAIN, process="again")
    if not method:
        return page_of_factor(request, "signin/again_factor.html", form, person, passkeys.AGAIN)
    entering.show(request, person, method, again=True)
    return resume_request(request) or redirect("signin:account")


def show_factor(request: Request, person: Any, form: FactorForm, *, use: str, process: str) -> str:
    """By what a factor was shown, or an empty text; what was wrong is said in the form."""
    try:
        if form.is_bound and form.is_valid():
            take_back = guesses.count(request, person, process=process)
            method = factors.prove(person, code=form.cleaned_data["code"])
            take_back()
            return method
        answer = AnswerForm(request.POST)
        if "answer" in request.POST and answer.is_valid():
            passkeys.shown(use, answer.cleaned_data, person)
            return "passkey"
    except Refused as refusal:
        if form.is_bound:
            form.take_refusal(refusal)
        else:
            form.refused = refusal
    return ""


def page_of_factor(request: Request, template: str, form: FactorForm, person: Any, use: str) -> HttpResponse:
    """The page that asks for it; 429 once it was wrong too often."""
    found = queries.factors_of(person)
    too_many = form.is_bound and form.has_error("__all__", "too_many")
    context: dict[str, Any] = {"form": form, "factors": found, "back": way.back_of(request), "refused": form.refused}
    context["asked"] = passkeys.ask(use, person) if found.passkeys else None
    return render(request, template, context, status=429 if too_many else 200)
