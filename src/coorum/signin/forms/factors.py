"""Forms about second factors and passkeys. Whether a code or an answer holds is the action's question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.web.codes import code_field
from coorum.web.forms import StrictForm


def factor_code_field() -> forms.CharField:
    """A code of the app, or a recovery code: digits or letters."""
    looks = {"autocomplete": "one-time-code", "class": "code-input", "spellcheck": "false", "autocapitalize": "none"}
    return forms.CharField(label=_("Code"), max_length=40, widget=forms.TextInput(attrs=looks))


class FactorForm(StrictForm):
    """A code of the app, or a recovery code. `refused` is why a passkey sent to the same page did not hold."""

    code = factor_code_field()
    refused: Refused | None = None


class AppForm(StrictForm):
    """The first code a new app shows."""

    code = factor_code_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code your app shows")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AnswerForm(StrictForm):
    """What a passkey answered, and the challenge it answers. Both are filled in by the page's script."""

    answer = forms.JSONField(widget=forms.HiddenInput)
    challenge = forms.CharField(widget=forms.HiddenInput, max_length=4000)

    def clean_answer(self) -> dict[str, Any]:
        answer = self.cleaned_data["answer"]
        if not isinstance(answer, dict):
            raise forms.ValidationError(_("This passkey could not be checked. Please try again."), code="no_answer")
        return answer


class NameForm(StrictForm):
    """The name by which one knows a passkey."""

    name = forms.CharField(label=_("Name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class NewPasskeyForm(AnswerForm):
    """A new passkey's answer, and its name."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it again, for example “my phone”."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class LetterCodeForm(StrictForm):
    """The code from the letter about a lost factor."""

    code = code_field()

    def refuse(self) -> None:
        """Say that the code is none, whatever the reason."""
        self.add_error(
            "code", forms.ValidationError(_("This code is not right. Please look at the letter again."), code="wrong")
        )
