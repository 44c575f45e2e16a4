"""An endpoint of the operator's that is told of changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.integrations.rules import NAME
from coorum.integrations.webhooks.kinds import EventType
from coorum.integrations.webhooks.rules import LONGEST
from coorum.web.forms import StrictForm
from coorum.web.legal import line


class EndpointForm(StrictForm):
    """What it is called, where it is, and what it is told of; `given()` is what the actions take."""

    name = line(
        _("Name of the system"), NAME * 2, help_text=_("As members read it in their record, for example: mail tool")
    )
    address = forms.CharField(
        label=_("Address of the endpoint"),
        max_length=LONGEST,
        help_text=_("Begins with https://, for example https://shop.example/webhooks."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    types = forms.MultipleChoiceField(
        label=_("What it is told of"), choices=EventType.choices, widget=forms.CheckboxSelectMultiple
    )

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RollSecretForm(StrictForm):
    """A new secret."""

    at_once = forms.BooleanField(label=_("The old one got out: it signs nothing from now on"), required=False)

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
