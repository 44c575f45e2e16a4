"""Recovering and changing a password. Typed once: browsers show it on request, and recovery mends a slip."""

from typing import Any

from allauth.account import forms as allauth
from allauth.core import context as here
from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.signin import epoch
from coorum.signin.forms.fields import current_password_field, email_field, ensure_good_password, new_password_field


class RecoverForm(allauth.ResetPasswordForm):
    """The address to which the code goes."""

    email = email_field()

    def save(self, request: Any, **kwargs: Any) -> str:
        epoch.begin(request, self.users[0] if self.users else None)
        return str(super().save(request, **kwargs))


class NewPasswordForm(forms.Form):
    """A new password for somebody who entered the code."""

    password = new_password_field(_("New password"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        if not epoch.holds(here.request, self.user):
            raise forms.ValidationError(_("This code can no longer be used. Please start again."), code="expired")
        ensure_good_password(self, "password", self.user)
        return self.cleaned_data

    def save(self) -> None:
        accounts.recover_account(self.user, password=self.cleaned_data["password"])


class FirstPasswordForm(forms.Form):
    """A password for somebody signed in who has none."""

    password = new_password_field(_("New password"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        ensure_good_password(self, "password", self.user)
        return self.cleaned_data


class ChangePasswordForm(forms.Form):
    """A new password, after the current one."""

    current = current_password_field(_("Current password"))
    password = new_password_field(_("New password"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        current = str(self.cleaned_data["current"])
        if not self.user.check_password(current):
            raise forms.ValidationError(_("This is not your current password."), code="incorrect_password")
        return current

    def clean(self) -> dict[str, Any]:
        ensure_good_password(self, "password", self.user)
        return self.cleaned_data

    def save(self) -> None:
        session_key = here.request.session.session_key
        accounts.change_password(self.user, password=self.cleaned_data["password"], session_key=session_key)
