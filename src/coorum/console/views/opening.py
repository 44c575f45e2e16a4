"""The site's words, and its doors."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.accounts.roles import Role
from coorum.console.forms.site import OpeningForm, WordsForm
from coorum.console.steps import next_after, steps_for
from coorum.sites import actions as sites
from coorum.sites.kinds import Opening
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.MANAGER)
def words(request: Request) -> HttpResponse:
    """Name, tagline, welcome."""
    site = request.site
    shown = {"name": site.name, "tagline": site.tagline, "welcome": site.welcome}
    form = WordsForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        sites.introduce_site(request.viewer.party, site, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(next_after("words") if site.opened_at is None else "console:words")
    return render(request, "console/words.html", {"form": form, "steps": steps_for(site)})


@staff_required(Role.OWNER)
def edit(request: Request) -> HttpResponse:
    """Open the community, to everybody or by invitation."""
    form = OpeningForm(request.POST or None, initial={"opening": request.site.opening})
    steps = steps_for(request.site)
    missing = [step for step in steps if step.name in {"legal", "boards"} and not step.is_done]
    if request.method == "POST" and form.is_valid() and not missing:
        first = request.site.opened_at is None
        sites.open_site(request.viewer.party, request.site, opening=Opening(form.cleaned_data["opening"]))
        messages.success(request, _("Your community is open. Welcome!") if first else _("Saved."))
        return redirect("console:overview")
    return render(request, "console/opening.html", {"form": form, "steps": steps, "missing": missing})
