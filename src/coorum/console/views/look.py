"""Colours and logo, with a preview that is computed as it will be."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.accounts.roles import Role
from coorum.base import files
from coorum.base.errors import Refused
from coorum.base.pictures.kinds import LOGO
from coorum.base.pictures.studio import examine_and_encode
from coorum.console.forms.site import LookForm
from coorum.console.steps import next_after, steps_for
from coorum.sites import actions as sites
from coorum.sites import rules
from coorum.sites.branding import Adjustment, Palette, derive
from coorum.sites.kinds import Logo
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.MANAGER)
def edit(request: Request) -> HttpResponse:
    """Choose the brand colour and the logo."""
    site = request.site
    form = LookForm(request.POST or None, request.FILES or None, initial={"colour": site.brand_colour})
    if request.method == "POST" and form.is_valid():
        try:
            logo = _stored_logo(request)
            palette = sites.change_brand(request.viewer.party, site, colour=form.cleaned_data["colour"], logo=logo)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            _tell_adjustments(request, palette)
            return redirect(next_after("look") if site.opened_at is None else "console:look")
    palette = derive(site.brand_colour)
    return render(request, "console/look.html", {"form": form, "steps": steps_for(site), "palette": palette})


@staff_required(Role.MANAGER)
def preview(request: Request) -> HttpResponse:
    """The tokens a colour would give, light and dark, and what had to be adjusted: JSON for the live preview."""
    colour = request.GET.get("colour", "")
    rules.ensure_colour(colour)
    palette = derive(colour)
    return JsonResponse(
        {
            "light": dict(palette.light),
            "dark": dict(palette.dark),
            "adjustments": [_sentence(one) for one in palette.adjustments],
        }
    )


def _sentence(moved: Adjustment) -> str:
    scheme = _("light pages") if moved.scheme == "light" else _("dark pages")
    return _("On %(scheme)s, %(before)s becomes %(after)s: contrast %(ratio).1f to 1.") % {
        "scheme": scheme,
        "before": moved.before,
        "after": moved.after,
        "ratio": moved.ratio,
    }


def _stored_logo(request: Request) -> Logo | None:
    """The new logo, or None where none was sent."""
    sent: Any = request.FILES.get("logo")
    if sent is None:
        return None
    picture = examine_and_encode(sent, kind=LOGO)
    largest = picture.sizes[-1]
    key = files.put(request.site.id, largest.data, largest.media_type).key
    return Logo(key, largest.width, largest.height)


def _tell_adjustments(request: Request, palette: Palette) -> None:
    if palette.adjustments:
        messages.success(request, _("Saved. Some shades were adjusted so that everything stays legible."))
    else:
        messages.success(request, _("Saved. Every text is legible in these colours."))
