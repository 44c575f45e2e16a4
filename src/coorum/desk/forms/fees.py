"""What is entered about the books of fees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.web.forms import StrictForm


class LedgerForm(StrictForm):
    """Which fees: by day, payer and amount, together (e-document rules: ranges and combinations)."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To (inclusive)"), widget=forms.DateInput(attrs={"type": "date"}))
    payer = forms.CharField(label=_("Payer"), max_length=120, required=False)
    least = forms.IntegerField(label=_("Yen, at least"), min_value=0, required=False)
    most = forms.IntegerField(label=_("Yen, at most"), min_value=0, required=False)


class IssuingForm(StrictForm):
    """How papers are issued from now on."""

    registration = forms.CharField(
        label=_("Registration number for the invoice system"),
        max_length=20,
        required=False,
        help_text=_("T and 13 digits. If you leave it empty, plain receipts are issued, and they say so."),
    )
    first_month = forms.TypedChoiceField(
        label=_("Month in which the business year begins"),
        choices=[(one, str(one)) for one in range(1, 13)],
        coerce=int,
    )

    def clean_registration(self) -> Any:
        return self.cleaned_data["registration"].strip()
