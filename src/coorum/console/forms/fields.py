"""The form of a profile field."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coorum.consent.purposes import purpose
from coorum.profiles.kinds import HINT, LABEL, WHY, Audience, Kind
from coorum.profiles.rules import ASKABLE, Wanted
from coorum.web.forms import OnceForm

#: Characters as people count them may take several code points.
_WIDE = 4


def _purposes() -> list[tuple[str, str]]:
    """In the language of whoever reads the form."""
    return [(one, purpose(one).short(get_language() or "ja")) for one in ASKABLE]


def _line(label: Any, longest: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=_WIDE * longest, help_text=help_text, required=required)


class FieldForm(OnceForm):
    """A profile field, as the operator wants it."""

    label_ja = _line(_("What you ask, in Japanese"), LABEL)
    label_en = _line(_("What you ask, in English"), LABEL)
    hint_ja = _line(_("Hint, in Japanese"), HINT, required=False)
    hint_en = _line(_("Hint, in English"), HINT, required=False)
    kind = forms.ChoiceField(label=_("How it is answered"), choices=Kind.choices, widget=forms.RadioSelect)
    options = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Where one chooses: one choice a line, Japanese | English."),
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=_purposes,
        widget=forms.RadioSelect,
        help_text=_("From the purposes of the privacy policy. Answers may be used for this one only."),
    )
    why_ja = _line(_("What you use it for, in Japanese"), WHY, _("Members read this beside the field and agree to it."))
    why_en = _line(_("What you use it for, in English"), WHY)
    audience = forms.ChoiceField(label=_("Who sees the answer"), choices=Audience.choices, widget=forms.RadioSelect)
    at_joining = forms.BooleanField(
        label=_("Offer it right after joining"),
        required=False,
        help_text=_("On a page of its own that can be skipped. Nobody has to answer in order to join."),
    )
    name = forms.CharField(
        label=_("Name for your systems"),
        max_length=30,
        help_text=_("In files and over the API, for example favourite_roast."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def wanted(self) -> Wanted:
        """What the action is given."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "submission"}
        return Wanted(**{**given, "options": _pairs(given["options"])})


def shown(field: Any) -> dict[str, Any]:
    """The form's values for a field that is there."""
    names = [name for name in FieldForm.base_fields if name not in ("submission", "options")]
    lines = "\n".join(f"{one['ja']} | {one['en']}" for one in field.options)
    return {**{name: getattr(field, name) for name in names}, "options": lines}


def _pairs(text: str) -> list[tuple[str, str]]:
    """A pair a line; the words of a line without a second language are empty there, which the rules refuse."""
    lines = [line.replace("｜", "|").partition("|") for line in text.splitlines() if line.strip()]
    return [(ja.strip(), en.strip()) for ja, _bar, en in lines]
