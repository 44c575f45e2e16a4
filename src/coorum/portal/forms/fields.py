"""The form of one profile field of the operator's: made from what it asks."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coorum.profiles.kinds import LONGEST_LINE, LONGEST_TEXT, Kind
from coorum.web.forms import StrictForm

#: Characters as people count them may take several code points.
_WIDE = 4
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class AnswerForm(StrictForm):
    """What is answered, and which notice was shown. Whether it is an answer is the action's question (profiles/rules.py)."""

    fingerprint = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, field: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{field.name}_%s"
        language = get_language() or "ja"
        common = {"label": field.label(language), "help_text": field.hint(language), "required": False}
        self.fields["answer"] = _MADE[Kind(field.kind)](common, [(one["id"], one[language]) for one in field.options])


def value_of(answer: Any) -> Any:
    """An answer as the form shows it."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return answer


def _line(common: dict[str, Any], _options: Any) -> forms.Field:
    return forms.CharField(max_length=_WIDE * LONGEST_LINE, **common)


def _text(common: dict[str, Any], _options: Any) -> forms.Field:
    return forms.CharField(max_length=2 * LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}), **common)


def _choice(common: dict[str, Any], options: Any) -> forms.Field:
    few = len(options) <= 6
    choices = options if few else [("", _("Please choose")), *options]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect if few else forms.Select, **common)


def _choices(common: dict[str, Any], options: Any) -> forms.Field:
    return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)


def _yes_no(common: dict[str, Any], _options: Any) -> forms.Field:
    return forms.ChoiceField(choices=_YES_NO, widget=forms.RadioSelect, **common)


def _date(common: dict[str, Any], _options: Any) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)


def _number(common: dict[str, Any], _options: Any) -> forms.Field:
    return forms.IntegerField(min_value=-999_999_999, max_value=999_999_999, **common)


_MADE = {
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
}
