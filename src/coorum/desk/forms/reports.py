"""What the provider decides about reports on its sites: another look, or more where a child may be harmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.moderation.actions.deciding import Verdict
from coorum.moderation.kinds import AWAY, Outcome, Standard
from coorum.moderation.rules import REASON
from coorum.web.forms import StrictForm


class VerdictForm(StrictForm):
    """What is decided, by which standard, and why. `upward`: only more can be taken away."""

    outcome = forms.ChoiceField(label=_("What is decided?"), choices=Outcome, widget=forms.RadioSelect)
    standard = forms.ChoiceField(
        label=_("Standard"),
        choices=[("", "—"), *Standard.choices],
        required=False,
        help_text=_("Needed where it is hidden or removed."),
    )
    reason = forms.CharField(
        label=_("The reason"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The author and whoever reported it read this."),
    )
    untold = forms.CharField(
        label=_("Why the author is not told"),
        max_length=REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where telling would put others at risk. Otherwise leave this empty."),
    )

    def __init__(self, *args: Any, upward: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if upward:
            self.fields["outcome"].choices = [(one.value, one.label) for one in Outcome if one in AWAY]  # type: ignore[attr-defined]

    @property
    def verdict(self) -> Verdict:
        given = self.cleaned_data
        return Verdict(Outcome(given["outcome"]), given["reason"], given["standard"], untold=given["untold"])
