"""A second factor that is lost, said on the way in by somebody who took the first step."""

from typing import Any

from allauth.account.stages import LoginStageController
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coorum.base.errors import Refused
from coorum.factors import actions, queries
from coorum.signin import way
from coorum.signin.forms.factors import LetterCodeForm
from coorum.signin.frame import identity_page
from coorum.web.request import Request


@identity_page
@require_http_methods(["GET", "POST"])
def lost(request: Request) -> HttpResponse:
    """What happens then; pressing the button sends a code by letter."""
    person, refused = _on_the_way_in(request), None
    if person is None:
        return redirect(way.to("login", next=way.back_of(request)))
    if request.method == "POST":
        try:
            actions.send_loss_code(person)
            return way.on_to("factor_lost_code", request)
        except Refused as refusal:
            refused = refusal
    context = {"loss": queries.loss_of(person), "refused": refused}
    return render(request, "signin/factor_lost.html", context)


@identity_page
@require_http_methods(["GET", "POST"])
def code(request: Request) -> HttpResponse:
    """The code from the letter begins the wait."""
    person = _on_the_way_in(request)
    if person is None:
        return redirect(way.to("login", next=way.back_of(request)))
    form = LetterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if actions.is_loss_code(person, code=form.cleaned_data["code"]):
            loss = actions.say_lost(person)
            return render(request, "signin/factor_lost_said.html", {"loss": loss})
        form.refuse()
    return render(request, "signin/factor_lost_code.html", {"form": form, "email": person.email})


def _on_the_way_in(request: Request) -> Any:
    """Who took the first step and is asked for the second; None for anybody else."""
    stage = LoginStageController.enter(request, "second_factor")
    return None if stage is None or request.user.is_authenticated else stage.login.user
