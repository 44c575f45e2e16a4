"""A website that lets people sign in with the community."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.web.forms import StrictForm
from coorum.web.legal import line

ITEMS = [
    ("display_name", _("Display name")),
    ("user_id", _("User ID")),
    ("avatar", _("Picture")),
    ("email", _("E-mail address")),
]


def addresses(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=6000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WebsiteForm(StrictForm):
    """`given()` is what the actions of the openid room take."""

    name = line(_("Name"), 60, help_text=_("As members know it: it stands on the page where they agree."))
    website = line(_("Address of the website"), 500, help_text=_("For example https://shop.example/"))
    redirect_uris = addresses(
        _("Where people return to after signing in"),
        required=True,
        help_text=_("One address a line. Each is compared sign by sign, so give it exactly as the website sends it."),
    )
    after_logout_uris = addresses(_("Where people return to after signing out"))
    backchannel_uri = line(
        _("Where we tell the website that somebody signed out"),
        500,
        required=False,
        help_text=_("Back-channel logout."),
    )
    items = forms.MultipleChoiceField(
        label=_("What it may ask members for"), required=False, choices=ITEMS, widget=forms.CheckboxSelectMultiple
    )
    is_public = forms.BooleanField(
        label=_("It is an app on people's own devices, and cannot keep a secret"), required=False
    )

    def given(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        for name in ("redirect_uris", "after_logout_uris"):
            values[name] = values[name].splitlines()
        return {name: value for name, value in values.items() if name in WebsiteForm.base_fields}


def shown(party: Any) -> dict[str, Any]:
    """The values of a website as the form shows them."""
    lines = {name: "\n".join(getattr(party, name)) for name in ("redirect_uris", "after_logout_uris")}
    plain = {name: getattr(party, name) for name in ("name", "website", "backchannel_uri", "items", "is_public")}
    return {**plain, **lines}
