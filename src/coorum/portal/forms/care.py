"""The box by which somebody says that they mean to send what calls for special care; shown once it was noticed."""

from django import forms
from django.utils.translation import gettext_lazy as _


def openly_field() -> forms.BooleanField:
    """Empty until the writer ticks it. What it means is the action's question (`base/screening.meant`)."""
    return forms.BooleanField(
        label=_("I mean to send this"),
        required=False,
        help_text=_("We use it for the answer only. That you agreed is kept with the day."),
    )
