"""How old somebody is, in three bands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.accounts.bands import Band
from coorum.web.forms import StrictForm


class AgeForm(StrictForm):
    """Three radios, none of them chosen beforehand."""

    band = forms.ChoiceField(
        label=_("How old are you?"),
        choices=list(reversed(Band.choices)),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the three.")},
    )
