"""What is entered about something wanting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.desk.forms.people import WhoField, WithStaff
from coorum.desk.forms.processors import _line, _words
from coorum.organisation.improvement.kinds import Gravity, Source
from coorum.web.forms import OnceForm


class FindingForm(OnceForm):
    """What an audit or a person found."""

    title = _line(_("In one line"), limit=160)
    words = _words(_("What is wanting?"))
    source = forms.ChoiceField(
        label=_("Who found it?"),
        choices=[one for one in Source.choices if one[0] != Source.PROOF],
        widget=forms.RadioSelect,
        initial=Source.PERSON,
    )
    gravity = forms.ChoiceField(
        label=_("How grave is it?"), choices=Gravity, widget=forms.RadioSelect, initial=Gravity.ORDINARY
    )


class OwnerForm(WithStaff):
    """Who sees to it."""

    owner = WhoField(_("Who sees to it?"))


class NoteForm(OnceForm):
    """A step in words."""

    words = _words(_("In a few words"), rows=2)


class AgreeForm(OnceForm):
    """A second person's word, or why there is none."""

    words = _words(_("In a few words"), required=False, rows=2)
    is_alone = forms.BooleanField(
        label=_("There is nobody else at the desk"), required=False, help_text=_("Recorded, and shown as at risk.")
    )
