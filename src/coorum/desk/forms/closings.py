"""The end of an operator's contract."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.desk.forms.notices import WordsForm, moment
from coorum.privacy.closing.kinds import Side
from coorum.privacy.closing.rules import NOTICE_TIME
from coorum.web.forms import OnceForm


class ClosingForm(WordsForm):
    """Who gave notice, why, the last day, and what the members read."""

    given_by = forms.ChoiceField(label=_("Who gave notice?"), choices=Side, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why (for the record)"), max_length=400)
    ends_at = moment(_("Last moment of the contract (Japan time)"))

    field_order = ("given_by", "reason", "ends_at", "words_ja", "words_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_at"].help_text = _("At least %(days)s days from now.") % {"days": NOTICE_TIME.days}

    def facts(self) -> dict[str, Any]:
        """What giving notice asks for."""
        given = {name: self.cleaned_data[name] for name in ("given_by", "reason", "ends_at")}
        return {**given, "words": self.words(), "key": self.key}


class ReturnForm(OnceForm):
    """What went back."""

    why = forms.CharField(
        label=_("What went back, and how; or that nothing had been entrusted"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
