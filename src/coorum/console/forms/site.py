"""Forms about the site itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.sites.kinds import Opening
from coorum.web.forms import StrictForm


class WordsForm(StrictForm):
    name = forms.CharField(label=_("Name of the community"), max_length=60)
    tagline = forms.CharField(
        label=_("In one sentence"), max_length=120, help_text=_("Stands under the name on the first page.")
    )
    welcome = forms.CharField(
        label=_("Welcome"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few words for people who come for the first time."),
    )


class LegalForm(StrictForm):
    legal_name = forms.CharField(label=_("Legal name"), max_length=120)
    legal_name_en = forms.CharField(label=_("Legal name in English"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), max_length=200)
    representative = forms.CharField(
        label=_("Representative"), max_length=120, help_text=_("Title and name, for example 代表取締役 見本 太一.")
    )
    contact_email = forms.EmailField(label=_("Address for questions about personal data"))


class LookForm(StrictForm):
    colour = forms.CharField(label=_("Brand colour"), max_length=7, widget=forms.TextInput(attrs={"type": "color"}))
    logo = forms.FileField(label=_("Logo"), required=False, help_text=_("JPEG, PNG, WebP or AVIF, up to 10 MB."))


class OpeningForm(StrictForm):
    opening = forms.ChoiceField(label=_("Who may join?"), choices=Opening.choices, widget=forms.RadioSelect)


class EmbeddingForm(StrictForm):
    origins = forms.CharField(
        label=_("Websites that may show the community"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "https://shop.example"}),
        help_text=_("One address a line, each beginning with https://."),
    )
