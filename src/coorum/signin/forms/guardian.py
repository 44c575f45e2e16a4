"""Asking a guardian, answering as one, going on as the child, and stopping it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as accounts
from coorum.signin.forms.fields import LowerEmailField, email_field, ensure_good_password, new_password_field
from coorum.signin.forms.signup import AgreeForm
from coorum.web.forms import StrictForm


def _guardian_field(label: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"})
    return LowerEmailField(label=label, max_length=254, widget=widget)


class AskGuardianForm(StrictForm):
    """Both addresses; one's own only from somebody who is not signed in."""

    email = email_field()
    guardian = _guardian_field(_("Your parent's or guardian's e-mail address"))

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your own e-mail address")
        if is_known:
            del self.fields["email"]


class GuardianForm(AgreeForm):
    """The boxes below the consent card, and one that says who agrees. None is ticked beforehand."""

    is_guardian = forms.BooleanField(
        label=_("I am this child's parent or legal guardian."),
        error_messages={"required": _("Only a parent or legal guardian can agree for a child.")},
    )


class ChildForm(StrictForm):
    """The password of a child whose guardian agreed, or the way of a passkey. `child` is the address the link was sent to."""

    password = new_password_field()
    way = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, *args: Any, child: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child = child
        self.by_passkey = self.data.get("way") == "passkey"
        if self.by_passkey:
            self.fields["password"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.by_passkey:
            return {**cleaned, "password": None}
        ensure_good_password(self, "password", accounts.somebody_at(self.child))
        return cleaned


class GuardianCodeForm(StrictForm):
    """The guardian's address, which we do not keep, and the code that was sent there. Without a code, one is sent."""

    address = _guardian_field(_("Your e-mail address"))
    code = forms.CharField(
        label=_("Code from the letter"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
