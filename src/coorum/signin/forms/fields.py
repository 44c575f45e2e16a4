"""The fields of identity forms."""

from typing import Any

from allauth.core import context as here
from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.accounts import strength

#: Longer passwords are fine by us up to here; beyond, hashing would be work for somebody else's script.
LONGEST_PASSWORD = 256
SHORTEST_PASSWORD = 10
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
    hints = {"data-short": _("Another %s characters to go."), "data-enough": _("Long enough. Longer is better still.")}
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": str(SHORTEST_PASSWORD), **hints})
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
        names = strength.names_around(getattr(here.request, "brand", None))
        for reason in strength.weaknesses(password, person, names):
            form.add_error(name, reason)
