"""What officers enter about enquiries. Every form that writes has a key of its own: sent twice, it does its work once."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.enquiries.care.kinds import Purpose
from coorum.enquiries.kinds import Kind
from coorum.privacy.kinds import Kind as Right
from coorum.web.forms import OnceForm, StrictForm

LANGUAGES = [("ja", "日本語"), ("en", "English")]


def words_field(label: Any, *, required: bool = True, rows: int = 3, limit: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=limit, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class AnswerForm(OnceForm):
    """What the writer reads."""

    words = words_field(_("The answer"), rows=10, limit=10_000)
    is_alone = forms.BooleanField(
        label=_("There is no second officer"), required=False, help_text=_("Recorded, and shown as at risk.")
    )

    def __init__(self, *args: Any, is_complaint: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_complaint:
            del self.fields["is_alone"]


class WhyForm(StrictForm):
    """A step that is told in a few words."""

    why = words_field(_("In a few words"), required=False, rows=2)


class KindForm(StrictForm):
    """What it is about."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=Kind)


class NumberForm(StrictForm):
    """Another case of the same writer."""

    number = forms.CharField(label=_("Number of the other enquiry"), max_length=12)


class OperatorForm(StrictForm):
    """Whose operator the writer is sent to."""

    community = forms.ChoiceField(label=_("Community"))
    why = words_field(_("In a few words"), required=False, rows=2)

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["community"].choices = communities

    def clean_community(self) -> UUID:
        """The site's id."""
        return UUID(self.cleaned_data["community"])


class RightForm(StrictForm):
    """The request that is opened from what somebody wrote."""

    kind = forms.ChoiceField(label=_("What is asked"), choices=Right)
    words = words_field(_("What exactly, in their words"), required=False)


class LookForm(StrictForm):
    """What an officer looks into something for."""

    purpose = forms.ChoiceField(label=_("What for?"), choices=Purpose, widget=forms.RadioSelect)


class BlockForm(StrictForm):
    """A text block."""

    title = forms.CharField(label=_("Name"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    words = words_field(
        _("Text"),
        rows=8,
        limit=5000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _("Filled in: {name}, {number}, {provider}, {site}.")
