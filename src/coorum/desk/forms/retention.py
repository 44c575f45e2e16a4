"""What an officer enters about legal holds and periods."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import datasets
from coorum.base.retention import Period, Unit
from coorum.privacy.retention.kinds import HoldGround
from coorum.web.forms import StrictForm

_WORDS = forms.Textarea(attrs={"rows": 3})
_UNITS = [(Unit.DAYS.value, _("days")), (Unit.MONTHS.value, _("months")), (Unit.YEARS.value, _("years"))]


class HoldForm(StrictForm):
    """What is held: what a person, a community and a kind of data have in common, as far as they are named."""

    email = forms.EmailField(label=_("Person (e-mail address of the account)"), required=False)
    community = forms.ChoiceField(label=_("Community"), required=False)
    dataset = forms.ChoiceField(label=_("Kind of data"), required=False)
    ground = forms.ChoiceField(label=_("For what"), choices=HoldGround, widget=forms.RadioSelect)
    why = forms.CharField(label=_("In a few words"), max_length=2000, widget=_WORDS)
    review_on = forms.DateField(
        label=_("Look again on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Within a year. A hold does not end by itself."),
    )

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["community"].choices = [("", _("All")), *communities]
        fields["dataset"].choices = [("", _("All")), *((one.name, one.title) for one in datasets())]

    def facts(self) -> dict[str, Any]:
        """What placing it asks for, but person and community."""
        return {name: self.cleaned_data[name] for name in ("dataset", "why", "review_on")} | {
            "ground": HoldGround(self.cleaned_data["ground"])
        }


class LiftingForm(StrictForm):
    """Why a hold is not needed any more."""

    why = forms.CharField(label=_("Why it is not needed any more"), max_length=2000, widget=_WORDS)
    is_alone = forms.BooleanField(label=_("There is no other privacy officer who could lift it."), required=False)


class PeriodForm(StrictForm):
    """How long from now on."""

    count = forms.IntegerField(label=_("How long"), min_value=1, max_value=1000)
    unit = forms.ChoiceField(label=_("Unit"), choices=_UNITS)
    why = forms.CharField(label=_("Why"), max_length=400, widget=_WORDS)

    def period(self) -> Period:
        return Period(self.cleaned_data["count"], Unit(self.cleaned_data["unit"]))
