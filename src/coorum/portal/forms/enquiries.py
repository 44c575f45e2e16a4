"""Writing to the provider, adding something, and saying how helpful an answer was."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.enquiries.kinds import Kind
from coorum.portal.forms.care import openly_field
from coorum.web.forms import OnceForm, StrictForm


class EnquiryForm(OnceForm):
    """What it is about. Who has an account is answered at its address; others say where."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=Kind)
    subject = forms.CharField(label=_("In one line"), max_length=100, required=False)
    words = forms.CharField(label=_("Your message"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8}))
    name = forms.CharField(
        label=_("Your name"), max_length=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We answer there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    openly = openly_field()

    def __init__(self, *args: Any, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_account:
            del self.fields["address"], self.fields["name"]


class MoreForm(OnceForm):
    """Something to add."""

    words = forms.CharField(label=_("What would you like to add?"), max_length=10_000, widget=forms.Textarea)
    openly = openly_field()


class RatingForm(StrictForm):
    """1 to 5, and a few words."""

    score = forms.TypedChoiceField(
        label=_("Was the answer helpful?"),
        coerce=int,
        choices=[
            (5, _("5 – very helpful")),
            (4, _("4 – helpful")),
            (3, _("3 – so-so")),
            (2, _("2 – hardly")),
            (1, _("1 – not at all")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Anything to add?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    openly = openly_field()


class CareForm(StrictForm):
    """Whether we may have what is kept apart: one of two buttons."""

    answer = forms.ChoiceField(choices=[("agree", ""), ("erase", "")])
