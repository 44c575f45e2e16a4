"""Reporting what was said, answering a claim, and asking for another look."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.moderation.kinds import Kind
from coorum.moderation.rules import WORDS
from coorum.web.forms import OnceForm, StrictForm


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 5}), **more)


class ReportForm(OnceForm):
    """What is wrong with it. Members are answered at their address; others say where."""

    kind = forms.ChoiceField(label=_("What is wrong?"), choices=Kind, widget=forms.RadioSelect)
    words = _words(
        _("Please tell us more"),
        help_text=_("What harms whom, and how? For a right of yours: which right, and where the original is."),
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We answer there. Nobody else is told."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    openly = forms.BooleanField(
        label=_("I mean to send this"),
        required=False,
        help_text=_("We use it to decide only. That you agreed is kept with the day."),
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["address"]


class ObjectionForm(StrictForm):
    """Why the author objects."""

    words = _words(_("Why do you object?"))


class AppealForm(StrictForm):
    """Why it should be looked at again."""

    words = _words(_("Why should it be looked at again?"))
