"""The fields of identity forms."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Longer passwords are fine by us up to here; beyond, hashing would be work for somebody else's script.
LONGEST_PASSWORD = 256
PASSWORD = _("Password")


def email_field(**options: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email", "spellcheck": "false"})
    return LowerEmailField(label=_("E-mail address"), max_length=254, widget=widget, **options)


class LowerEmailField(forms.EmailField):
    """An address in lower case, as it is kept."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


def current_password_field(label: Any = PASSWORD) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget)


def new_password_field(label: Any = PASSWORD) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": "10"})
    return forms.CharField(
        label=label,
        help_text=_("At least 10 characters: a short sentence is best."),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=widget,
    )


def ensure_good_password(form: forms.Form, name: str, person: Any) -> None:
    """Add the reasons why the password in `name` is too weak for `person` to the form."""
    password = form.cleaned_data.get(name)
    if password:
        try:
            validate_password(password, person)
        except ValidationError as weak:
            form.add_error(name, weak)
