"""A key for a system of the operator's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.integrations.kinds import Life, Scope
from coorum.integrations.rules import NAME
from coorum.web.forms import StrictForm
from coorum.web.legal import line


class KeyForm(StrictForm):
    """What a key is called and may do; `given()` is what the actions take."""

    name = line(
        _("Name of the system"), NAME * 2, help_text=_("As members read it in their record, for example: mail tool")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class NewKeyForm(KeyForm):
    """The same, and how long it is good for."""

    life = forms.ChoiceField(label=_("Good for"), choices=Life.choices, initial=Life.YEAR)


class RollOverForm(StrictForm):
    """A new secret for the key."""

    life = forms.ChoiceField(label=_("Good for"), choices=Life.choices, initial=Life.YEAR)
    at_once = forms.BooleanField(label=_("The old one got out: it opens nothing from now on"), required=False)

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
