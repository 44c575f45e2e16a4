"""The legal block of a company, as desk and console ask for it: what people read before they agree."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coorum.consent.reading.faults import fault_of
from coorum.web.forms import StrictForm


def ensure_printable(value: str) -> None:
    """Raise ValidationError for what cannot stand in a published text: these words are put into ours."""
    if fault_of(value) is not None:
        raise ValidationError(_("Use letters and digits on one line, as they should be printed."), code="unprintable")


def line(label: Any, limit: int, *, required: bool = True, help_text: Any = "", autocomplete: str = "off") -> Any:
    """One printable line."""
    return forms.CharField(
        label=label,
        max_length=limit,
        required=required,
        help_text=help_text,
        validators=[ensure_printable],
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )


class LegalForm(StrictForm):
    """Name, address, representative and contact of a handling business (APPI 32(1))."""

    legal_name = line(_("Legal name"), 120, autocomplete="organization")
    legal_name_en = line(_("Legal name in English"), 120, required=False)
    address = line(_("Address"), 200, autocomplete="street-address")
    representative = line(_("Representative"), 120, help_text=_("Title and name, for example 代表取締役 見本 花子"))
    contact_email = forms.EmailField(
        label=_("Address for questions about personal data"), help_text=_("It is published.")
    )
