"""What is entered about an incident. Every form has a key of its own: sent twice, it does its work once."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.privacy.incidents.kinds import Role, Trigger
from coorum.web.forms import OnceForm


def _words(label: Any, *, required: bool = True, rows: int = 3, limit: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=limit, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def _moment(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, help_text=help_text)


def _when() -> forms.DateTimeField:
    return _moment(_("When, if not now (Japan time)"))


class SuspicionForm(OnceForm):
    """Anybody at the desk: something may have happened."""

    title = forms.CharField(label=_("What happened, in one line"), max_length=120)
    words = _words(_("What was noticed, and how"), limit=5000)
    department = forms.CharField(label=_("Department that noticed it first"), max_length=60)
    noticed_at = _moment(_("When it was first noticed (Japan time)"), required=True)


class WordsForm(OnceForm):
    """A step that is told in words."""

    why = _words(_("In a few words"))
    at = _when()


class KnowingForm(OnceForm):
    """T0."""

    at = _moment(
        _("When the first department knew (Japan time)"),
        required=True,
        help_text=_("This cannot be changed afterwards."),
    )
    why = _words(_("In a few words"), required=False)


class AgreementForm(OnceForm):
    """A second officer's word, or why there is none."""

    why = _words(_("In a few words"), required=False)
    is_alone = forms.BooleanField(
        label=_("There is no second officer"), required=False, help_text=_("Recorded, and shown as at risk.")
    )


class AssessmentForm(OnceForm):
    """The four triggers, whose data, how many. The fourth is counted, not chosen."""

    triggers = forms.MultipleChoiceField(
        label=_("Triggers, each also where only possible"),
        required=False,
        choices=[(one.value, one.label) for one in Trigger if one != Trigger.MANY],
        widget=forms.CheckboxSelectMultiple,
    )
    role = forms.ChoiceField(label=_("Whose data?"), choices=Role, widget=forms.RadioSelect)
    communities = forms.MultipleChoiceField(
        label=_("Communities whose operators entrusted them"), required=False, widget=forms.CheckboxSelectMultiple
    )
    least = forms.IntegerField(label=_("Persons, at least"), min_value=0, max_value=100_000_000)
    most = forms.IntegerField(
        label=_("Persons, at most"),
        min_value=0,
        max_value=100_000_000,
        help_text=_("Not known? The largest number it can be. Above 1,000 is the fourth trigger."),
    )
    is_exempt = forms.BooleanField(
        label=_("The data were strongly encrypted, and the keys are safe"),
        required=False,
        help_text=_("Then nothing has to be reported. Write below how."),
    )
    why = _words(_("In a few words"), required=False)
    at = _moment(_("When this was learned, if not now (Japan time)"))

    def __init__(self, *args: Any, communities: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["communities"].choices = communities


class FilingForm(OnceForm):
    """A report that was filed with the commission."""

    reference = forms.CharField(label=_("Receipt number of the commission"), max_length=120, required=False)
    at = _when()


class PersonsForm(OnceForm):
    """Who is concerned: by ids, or all of some communities."""

    ids = _words(_("Ids of persons, one a line"), required=False, limit=2_000_000)
    communities = forms.MultipleChoiceField(
        label=_("Everybody whose data lies on"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, communities: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["communities"].choices = communities

    def clean_ids(self) -> list[UUID]:
        """The ids as ids."""
        try:
            return [UUID(word) for word in self.cleaned_data["ids"].split()]
        except ValueError:
            raise forms.ValidationError(_("One of these is not an id."), code="invalid") from None


class ItemForm(OnceForm):
    """One of the nine items of the report."""

    item = forms.IntegerField(min_value=1, max_value=9, widget=forms.HiddenInput)
    words = _words(_("What the report says"), required=False, rows=6, limit=10_000)


class PlainForm(OnceForm):
    """A button."""
