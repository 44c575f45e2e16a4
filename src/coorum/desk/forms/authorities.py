"""What officers enter about the inquiry of an authority."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.desk.forms.enquiries import words_field as _words
from coorum.enquiries.authorities.kinds import Document, Ground, Item, MayTell, Reply, Secrecy
from coorum.web.forms import OnceForm, StrictForm

_MOST = 10 * 1024 * 1024


def _items(label: Any, *, required: bool, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=Item, required=required, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class InquiryForm(OnceForm):
    """An authority asks."""

    authority = forms.CharField(label=_("Authority, and department"), max_length=120)
    reference = forms.CharField(label=_("Number of the document"), max_length=80, required=False)
    document = forms.ChoiceField(label=_("What was shown"), choices=Document)
    asked = _items(
        _("What is asked for"), required=True, help_text=_("This cannot be changed: nothing beyond it can be given.")
    )
    words = _words(_("About whom, and in which words"), rows=4)
    person_id = forms.UUIDField(label=_("Id of the person, if it is an account"), required=False)
    secrecy = forms.ChoiceField(label=_("Who may know of it"), choices=Secrecy, initial=Secrecy.CONFIDENTIAL)
    answer_by = _day(_("Answer wanted by"))
    received_at = forms.DateTimeField(
        label=_("When it arrived, if not now (Japan time)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class CallForm(StrictForm):
    """The call back."""

    number = forms.CharField(label=_("Number called"), max_length=40)
    found_in = forms.CharField(
        label=_("Where the number was found"),
        max_length=200,
        help_text=_("On the authority's own website or in the directory: never the number on the document."),
    )
    spoke_to = forms.CharField(label=_("Who answered"), max_length=120)
    why = _words(_("What they said"), required=False)


class WhyForm(StrictForm):
    """A step that is told in words."""

    why = _words(_("In a few words"))


class MaybeWhyForm(StrictForm):
    """A step that may be told in words."""

    why = _words(_("In a few words"), required=False, rows=2)


class ProposalForm(StrictForm):
    """What is answered."""

    reply = forms.ChoiceField(label=_("Answer"), choices=Reply, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Ground"), choices=[("", "–"), *Ground.choices], required=False)
    given = _items(_("What is given"), required=False, help_text=_("No more than is needed."))
    reason = _words(_("Why, and why no less"))

    def __init__(self, *args: Any, asked: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["given"].choices = [(one, Item(one).label) for one in asked]


class ApprovalForm(StrictForm):
    """A second officer's word, or why there is none."""

    why = _words(_("In a few words"), required=False)
    is_alone = forms.BooleanField(
        label=_("There is no second officer"), required=False, help_text=_("Recorded, and shown as at risk.")
    )


class GivingForm(StrictForm):
    """Exactly what goes out."""

    content = forms.FileField(
        label=_("The file that goes out"),
        help_text=_("A sealed copy stays here. At most 10 MB; several files as a ZIP."),
    )
    method = forms.CharField(label=_("How it goes out"), max_length=80)
    may_tell = forms.ChoiceField(label=_("May the person be told?"), choices=MayTell, widget=forms.RadioSelect)
    tell_from = _day(_("From which day"))

    def clean_content(self) -> bytes:
        """The bytes of the file."""
        file = self.cleaned_data["content"]
        if file.size > _MOST:
            raise forms.ValidationError(_("This file is too large."), code="too_large")
        return bytes(file.read())
