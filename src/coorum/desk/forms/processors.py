"""What is entered about a processor. Every form has a key of its own: sent twice, it does its work once."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coorum.base import outside
from coorum.consent.items import ITEMS
from coorum.organisation.actions import Details
from coorum.organisation.countries import HOME, NAMES, choices
from coorum.organisation.kinds import CHECKLIST, CLAUSES, Role, Route
from coorum.web.forms import OnceForm


def _line(label: Any, *, limit: int = 200, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=required, help_text=help_text)


def _words(label: Any, *, required: bool = True, rows: int = 3, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=4000, required=required, widget=area, help_text=help_text)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


def _ticks(label: Any, given: dict[str, Any], *, required: bool = False) -> forms.MultipleChoiceField:
    boxes = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=list(given.items()), required=required, widget=boxes)


class DetailsForm(OnceForm):
    """What the register says of a processor (obligations b-8)."""

    name = _line(_("Legal name"), limit=120)
    address = _line(_("Address"))
    representative = _line(_("Representative"), limit=120)
    service = _line(_("What it does for us"))
    items = forms.MultipleChoiceField(label=_("Data it handles"), widget=forms.CheckboxSelectMultiple)
    legal_role = forms.ChoiceField(label=_("Whose data?"), choices=Role, widget=forms.RadioSelect)
    access = _line(_("How it gets at the data"))
    incident_contact = _line(_("Contact for incidents"))
    incident_hours = forms.IntegerField(
        label=_("It tells of incidents within (hours)"), min_value=1, max_value=240, initial=24
    )
    country = forms.ChoiceField(label=_("Country"))
    region = _line(_("Region or data centre"), limit=120, required=False)
    subprocessors = _words(
        _("Sub-processors"),
        required=False,
        help_text=_("One a line: name | country code | work. Put a question mark first if we did not approve it."),
    )
    route = forms.ChoiceField(label=_("Way of the law (APPI 28)"), choices=Route, widget=forms.RadioSelect)
    measures = _words(_("Abroad: the system of equivalent measures"), required=False)
    looks = _line(_("Abroad: how it is checked"), required=False)
    look_every = forms.IntegerField(label=_("Abroad: checked every … months"), min_value=1, max_value=12, initial=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "ja"
        fields: dict[str, Any] = self.fields
        fields["items"].choices = [(one.id, one.words(language)) for one in ITEMS]
        fields["country"].choices = choices(language)

    def clean_subprocessors(self) -> list[dict[str, Any]]:
        """The lines as the register keeps them."""
        return [_subprocessor(line) for line in self.cleaned_data["subprocessors"].splitlines() if line.strip()]

    def details(self) -> Details:
        """What was entered. The form must be valid."""
        return Details(
            **{name: self.cleaned_data[name] for name in Details.__dataclass_fields__ if name in self.fields}
        )


def _subprocessor(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.removeprefix("?").removeprefix("？").replace("｜", "|").split("|")]
    if len(parts) != 3 or parts[1].upper() not in NAMES or not all(parts):
        words = _("Write each sub-processor as: name | country code (for example JP) | work.")
        raise forms.ValidationError(words, code="subprocessor")
    return {"name": parts[0], "country": parts[1].upper(), "work": parts[2], "approved": line.strip()[0] not in "?？"}


def lines_of(subprocessors: list[dict[str, Any]]) -> str:
    """Sub-processors as the form takes them."""
    return "\n".join(
        f"{'' if one['approved'] else '? '}{one['name']} | {one['country']} | {one['work']}" for one in subprocessors
    )


class ProposalForm(DetailsForm):
    """A processor that is not in the register yet."""

    serves = forms.ChoiceField(label=_("Part of the service that it runs"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["serves"].choices = [("", _("None of these")), *((one.id, one.title) for one in outside.services())]


class ChangeForm(DetailsForm):
    """New details, and why."""

    why = _words(_("Why?"), rows=2)


class CheckForm(OnceForm):
    """The security checklist."""

    met = _ticks(_("What was seen to be there"), CHECKLIST)
    why = _words(_("How it was checked, and what was found"))


class ContractForm(OnceForm):
    """A contract, signed."""

    file = forms.FileField(label=_("The contract (PDF, five megabytes at most)"))
    starts_on = _day(_("Holds from"))
    ends_on = _day(_("Through"))
    clauses = _ticks(_("What it says"), CLAUSES, required=True)


class CertificateForm(OnceForm):
    """A certificate of deletion."""

    file = forms.FileField(label=_("The certificate (PDF, five megabytes at most)"))
    why = _words(_("In a few words"), required=False, rows=2)


class ApprovalForm(OnceForm):
    """A second officer's word, or why there is none."""

    why = _words(_("In a few words"), required=False, rows=2)
    is_alone = forms.BooleanField(
        label=_("There is no second officer"), required=False, help_text=_("Recorded, and shown as at risk.")
    )


class ReviewForm(OnceForm):
    """The yearly review."""

    findings = _words(_("What was looked at, and found"))
    is_kept = forms.TypedChoiceField(
        label=_("Does it handle data as agreed?"),
        choices=[("yes", _("Yes")), ("no", _("No: it is suspended"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )


class AbroadForm(OnceForm):
    """The regular check of handling abroad."""

    findings = _words(_("Are the measures carried out? What changed in the country?"))
    trouble = _words(_("Trouble, if any"), required=False, rows=2)
    done = _words(_("What was done about it"), required=False, rows=2)


class WordsForm(OnceForm):
    """A step that is told in words."""

    why = _words(_("In a few words"), rows=2)


class CountryForm(OnceForm):
    """How a country protects personal information."""

    country = forms.ChoiceField(label=_("Country"))
    regime = _words(_("How it protects personal information"))
    interferes = _words(_("What there could interfere with the measures"), required=False)
    source = _line(_("Where this is from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["country"].choices = [one for one in choices(get_language() or "ja") if one[0] != HOME]
