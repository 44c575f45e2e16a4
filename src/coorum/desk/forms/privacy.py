"""What an officer enters about a request."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coorum.consent.items import ITEMS, Source
from coorum.privacy.agency import CHECKLIST
from coorum.privacy.kinds import WITH_FEE, Ground, Kind, Outcome, ProofKind, Step
from coorum.privacy.rules import SETTLING
from coorum.web.forms import StrictForm

#: What can be wrong about somebody: what they entered, and no authenticator.
_CORRECTABLE = [
    one
    for one in ITEMS
    if one.source not in (Source.AUTOMATIC, Source.LINKED, Source.CUSTOMER) and not one.is_authenticator
]


def _correctable() -> list[tuple[str, str]]:
    """In the language of whoever reads the form."""
    return [(one.id, one.words(get_language() or "ja")) for one in _CORRECTABLE]


_WORDS = forms.Textarea(attrs={"rows": 2})


def _line(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=120, required=required)


def _words(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=1000, required=required, widget=_WORDS)


class TransferForm(StrictForm):
    """A bank transfer that arrived."""

    reference = _line(_("Reference of the bank"))
    payer = _line(_("Payer"), required=False)


class WaiverForm(StrictForm):
    reason = _words(_("Why is the fee waived?"))


class RefundForm(StrictForm):
    reference = _line(_("Reference of the transfer back"))


class PlainForm(StrictForm):
    """A button that needs no words."""


class WhyForm(StrictForm):
    why = _words(_("Why?"))


class HandForm(StrictForm):
    """What came of looking by hand."""

    finding = forms.UUIDField(widget=forms.HiddenInput)
    why = _words(_("What came of looking by hand?"))


class RedactionForm(StrictForm):
    finding = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.IntegerField(min_value=1, label=_("Number of the entry"))
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground)


class DecisionForm(StrictForm):
    """What is answered; the choices depend on what was asked."""

    outcome = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Ground"), required=False, help_text=_("Only where less is given than was asked.")
    )
    reason = _words(_("Reason, in words the person understands"), required=False)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        steps = [(one.value, one.label) for one in SETTLING.get(kind, ())]
        fields["outcome"].choices = Outcome.choices if kind in WITH_FEE else steps
        fields["ground"].choices = [("", _("None")), *Ground.choices]


class ReviewForm(StrictForm):
    """The second officer's word."""

    agrees = forms.ChoiceField(
        label=_("Do you agree?"), choices=[("yes", _("Yes")), ("no", _("No, send it back"))], widget=forms.RadioSelect
    )
    is_alone = forms.BooleanField(
        label=_("There is no second officer"), required=False, help_text=_("Recorded, and shown as at risk.")
    )
    note = _words(_("Note"), required=False)


class DeliveryForm(StrictForm):
    proof = _line(_("Number of the registered letter"))


class NoteForm(StrictForm):
    step = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(one.value, one.label) for one in (Step.COMPLAIN, Step.LITIGATE)],
    )
    why = _words(_("In a few words"))


class CheckForm(StrictForm):
    """The checklist of a paper: every point is ticked, or the paper goes back."""

    paper = forms.UUIDField(widget=forms.HiddenInput)
    points = forms.MultipleChoiceField(
        choices=sorted({point for points in CHECKLIST.values() for point in points.items()}), required=False
    )


class PurgeForm(StrictForm):
    """Why a paper is destroyed at once."""

    paper = forms.UUIDField(widget=forms.HiddenInput)
    why = _words(_("Why?"))


class PostForm(StrictForm):
    """A paper that came by post."""

    kind = forms.ChoiceField(label=_("Which paper is it?"), choices=ProofKind)


class CorrectionForm(StrictForm):
    """What was wrong, and what it is now."""

    item = forms.ChoiceField(label=_("Which item?"), choices=_correctable)
    before = _words(_("What was wrong"))
    after = _words(_("What it is now"))
