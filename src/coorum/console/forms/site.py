"""Forms about the site itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.sites.kinds import Opening
from coorum.web.forms import StrictForm
from coorum.web.legal import line


class WordsForm(StrictForm):
    name = line(_("Name of the community"), 60)
    tagline = line(_("In one sentence"), 120, help_text=_("Stands under the name on the first page."))
    welcome = forms.CharField(
        label=_("Welcome"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few words for people who come for the first time."),
    )


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
