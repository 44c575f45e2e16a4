"""Signing in, and showing once more that it is oneself."""

from typing import Any

from allauth.account import forms as allauth
from django.forms import Form

from coorum.signin.forms.fields import current_password_field, email_field


class _Stoppable(Form):
    @property
    def is_stopped(self) -> bool:
        """Whether too many tries came before this one."""
        return any(
            error.code == "too_many_login_attempts" for found in self.errors.values() for error in found.as_data()
        )


class LoginForm(_Stoppable, allauth.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["password"] = current_password_field()
        self.order_fields(["login", "password"])


class OtherAccountForm(LoginForm):
    """Address and password of another account of somebody who is signed in: nobody is signed in by it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "off"
        self.fields["password"].widget.attrs["autocomplete"] = "off"


class AgainForm(_Stoppable, allauth.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = current_password_field()
