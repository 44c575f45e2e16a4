"""What is entered about measures on premises. Sent twice, each form does its work once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.desk.forms.people import WhoField, WithStaff
from coorum.desk.forms.processors import _day, _line
from coorum.organisation.premises.kinds import Field
from coorum.web.forms import OnceForm


class SafeguardForm(OnceForm):
    """A measure."""

    field = forms.ChoiceField(label=_("Which kind of measure?"), choices=Field)
    place = _line(_("Where?"), limit=80, help_text=_("For example: the office, the server room, every laptop."))
    what = _line(_("What is done there?"), help_text=_("For example: the door is locked, and who enters is recorded."))
    months = forms.IntegerField(label=_("Look again every … months"), min_value=1, max_value=12, initial=12)


class LookForm(WithStaff):
    """Somebody else looked."""

    looked_by = WhoField(_("Who looked?"))
    looked_on = _day(_("On which day?"))
    is_met = forms.BooleanField(label=_("It was as it should be"), required=False)
    words = _line(_("What they found there"), limit=400)
