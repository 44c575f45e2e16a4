"""The field for a code that came by letter: sign-in asks for one, and so do requests of people without an account."""

from django import forms
from django.utils.translation import gettext_lazy as _


def code_field() -> forms.CharField:
    """A short field that phones fill from the letter, and that offers no spelling."""
    looks = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-input", "spellcheck": "false"}
    return forms.CharField(label=_("Code from the letter"), max_length=20, widget=forms.TextInput(attrs=looks))
