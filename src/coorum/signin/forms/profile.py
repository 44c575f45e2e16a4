"""The first thing a new member chooses, and the language of letters."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """A display name; what it may be is the action's question."""

    display_name = forms.CharField(
        label=_("Display name"),
        help_text=_("This is what others see beside what you write. It need not be your real name."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class LanguageForm(forms.Form):
    """The language of letters."""

    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)
