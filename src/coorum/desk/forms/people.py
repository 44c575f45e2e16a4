"""What is entered about the provider's people: courses, attendances, devices. Sent twice, each does its work once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as accounts
from coorum.accounts.roles import Duty
from coorum.desk.forms.processors import _day, _line, _words
from coorum.organisation.people.kinds import DeviceKind, How
from coorum.web.forms import OnceForm


class WhoField(forms.ModelChoiceField):
    """One of those at the desk, by address."""

    def __init__(self, label: Any, *, required: bool = True) -> None:
        super().__init__(queryset=None, label=label, required=required, empty_label="–")

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.email)


class WithStaff(OnceForm):
    """A form that names one of those at the desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for one in fields.values():
            if isinstance(one, WhoField):
                one.queryset = accounts.desk_staff().order_by("email")


class CourseForm(OnceForm):
    """A course."""

    title_ja = _line(_("Name in Japanese"), limit=120)
    title_en = _line(_("Name in English"), limit=120)
    duties = forms.MultipleChoiceField(
        label=_("Who must have it?"), choices=Duty, widget=forms.CheckboxSelectMultiple, initial=Duty.values
    )
    months = forms.IntegerField(label=_("Again every … months"), min_value=1, max_value=36, initial=12)
    text_ja = _words(
        _("Text to read, in Japanese"), required=False, help_text=_("Leave it empty where people learn elsewhere.")
    )
    text_en = _words(_("Text to read, in English"), required=False)


class AttendanceForm(WithStaff):
    """Somebody else had a course."""

    person = WhoField(_("Who?"))
    happened_on = _day(_("On which day?"))
    how = forms.ChoiceField(label=_("How?"), choices=[one for one in How.choices if one[0] != How.READ])
    evidence = _line(_("What shows it?"), limit=400, help_text=_("For example: the attendance list, the test paper."))


class WhyForm(OnceForm):
    """In words."""

    why = _line(_("Why?"), limit=400)


class CheckForm(OnceForm):
    """How a device was found."""

    is_encrypted = forms.BooleanField(label=_("Its disk is encrypted"), required=False)
    is_locked = forms.BooleanField(label=_("Its screen locks by itself"), required=False)
    words = _line(_("In a few words"), limit=400, required=False)


class DeviceForm(WithStaff, CheckForm):
    """A device, as it was seen today."""

    label = _line(_("What people call it"), limit=80, help_text=_("No serial number is needed."))
    kind = forms.ChoiceField(label=_("What is it?"), choices=DeviceKind)
    holder = WhoField(_("Who has it?"))
    field_order = ("label", "kind", "holder", "is_encrypted", "is_locked", "words")


class ReturnForm(OnceForm):
    """A device is no longer in use."""

    returned_on = _day(_("Given back on"))
    wiped_on = forms.DateField(label=_("Wiped on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    words = _line(_("If it was not wiped: what happened to the data on it?"), limit=400, required=False)
