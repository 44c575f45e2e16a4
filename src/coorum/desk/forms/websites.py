"""Forms about operators' websites on which members sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.web.forms import StrictForm


class HaltForm(StrictForm):
    """Why nobody may sign in to a website any more."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        help_text=_("The owners of the community read this, in a letter and in the console."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
