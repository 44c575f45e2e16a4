"""The form of a request about one's data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.portal.forms.care import openly_field
from coorum.privacy.kinds import CORRECTING, WITH_FEE, Form, Kind
from coorum.web.codes import code_field
from coorum.web.forms import OnceForm, StrictForm


class RequestForm(OnceForm):
    """What is asked, where it lies, and in which form the answer is wanted. `communities` are the person's, as (id, name)."""

    words = forms.CharField(
        label=_("What exactly?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    openly = openly_field()
    community = forms.ChoiceField(label=_("Where?"), required=False)
    form = forms.ChoiceField(label=_("How would you like the answer?"), choices=Form, widget=forms.RadioSelect)
    postal_address = forms.CharField(
        label=_("Where should we send the letter?"),
        max_length=300,
        required=False,
        help_text=_("Only for an answer on paper."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, kind: Kind, communities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"form": Form.ELECTRONIC, **self.initial}
        fields: dict[str, Any] = self.fields
        fields["community"].choices = [("", _("Everywhere")), *communities]
        fields["words"].required = kind in CORRECTING
        fields["words"].help_text = (
            _("What is wrong or missing, and how should it be?")
            if kind in CORRECTING
            else _("If you leave this empty, we take it as: everything.")
        )
        if kind not in WITH_FEE:
            del fields["form"], fields["postal_address"]


class GuestRequestForm(OnceForm):
    """What somebody without an account asks."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send a code there, and the answer later."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    kind = forms.ChoiceField(label=_("What would you like?"), choices=Kind)
    words = forms.CharField(
        label=_("What exactly?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    openly = openly_field()


class PayerForm(StrictForm):
    """The name that should stand on a receipt."""

    payer = forms.CharField(
        label=_("Name on the receipt"),
        max_length=60,
        help_text=_("The receipt is issued once more, with a number of its own. The earlier one stays on record."),
    )


class MailCodeForm(StrictForm):
    """A code from a letter."""

    code = code_field()
