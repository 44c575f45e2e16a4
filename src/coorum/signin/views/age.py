"""The question of age: before registering or joining, and once a year for whoever is not of age yet."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.provision import actions as provision
from coorum.signin import ages, way
from coorum.signin.forms.age import AgeForm
from coorum.signin.frame import page_of_every_host
from coorum.web.guards import to_own
from coorum.web.recent import is_own
from coorum.web.request import Request


@never_cache
@require_http_methods(["GET", "POST"])
@page_of_every_host
def ask(request: Request) -> HttpResponse:
    """Which of three bands; no birth date. Whoever goes back may answer anew."""
    if request.viewer is not None and not is_own(request):
        return to_own(request)
    form = AgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _keep(request, form.cleaned_data["band"])
        is_child = form.cleaned_data["band"] == Band.CHILD
        onward = way.to("guardian_ask", **ages.came_by(request)) if is_child else ages.page_after(request)
        return redirect(onward)
    later = (way.back_of(request) or "/") if _is_known(request) else ""
    return render(request, "signin/age/ask.html", {"form": form, "later": later})


def _keep(request: Request, band: str) -> None:
    """With whoever is registered and a member, or asked before; in the session of anybody else."""
    if _is_known(request):
        provision.say_age(request.viewer.person, band=band)
    else:
        ages.note(request, band)


def _is_known(request: Any) -> bool:
    viewer = request.viewer
    return viewer is not None and (viewer.member is not None or people.age_of(viewer.person) is not None)
