"""The form of one's profile."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.web.forms import StrictForm


class ProfileForm(StrictForm):
    display_name = forms.CharField(
        label=_("Display name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "nickname"})
    )
    bio = forms.CharField(
        label=_("A few words about you"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    openly = forms.BooleanField(label=_("Yes, I want anybody here to be able to read this"), required=False)
    avatar = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP or AVIF, up to 10 MB. Where it was taken, and with what, is removed."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    no_avatar = forms.BooleanField(label=_("Remove my picture"), required=False)


class UserIdForm(StrictForm):
    user_id = forms.CharField(
        label=_("User ID"),
        max_length=20,
        help_text=_("3 to 20 of a–z, 0–9 and _. It can be chosen once, since others link to it."),
    )
