"""Forms about boards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.community.kinds import Audience, BoardKind
from coorum.web.forms import OnceForm, StrictForm


class BoardForm(StrictForm):
    name = forms.CharField(label=_("Name"), max_length=60)
    slug = forms.SlugField(
        label=_("Word in the address"), max_length=40, help_text=_("Lower-case letters, digits and hyphens.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=BoardKind.choices, widget=forms.RadioSelect)
    description = forms.CharField(
        label=_("What it is for"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    readers = forms.ChoiceField(label=_("Who reads it?"), choices=Audience.choices, widget=forms.RadioSelect)
    writers = forms.ChoiceField(
        label=_("Who begins posts?"),
        choices=[choice for choice in Audience.choices if choice[0] != Audience.EVERYONE],
        widget=forms.RadioSelect,
    )
    template = forms.CharField(
        label=_("Text to begin with"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands in the form when somebody begins a post here."),
    )


class NewBoardForm(OnceForm, BoardForm):
    """A board to be opened."""
