"""Changing one's e-mail address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.signin.forms.fields import email_field
from coorum.web.forms import StrictForm


class AddressForm(StrictForm):
    """The new address. Whether anybody has it is not said here."""

    email = email_field()

    def __init__(self, *args: Any, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = current
        self.fields["email"].label = _("New e-mail address")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email == self.current:
            raise forms.ValidationError(_("This is your address already."), code="same")
        return email
