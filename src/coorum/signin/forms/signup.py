"""Registering: an address, a password, what one agrees to; and nothing else (obligations P0.1)."""

from typing import Any

from allauth.account.internal import flows
from django import forms
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as accounts
from coorum.base.errors import Refused
from coorum.signin import ages, registration
from coorum.signin.forms.fields import email_field, ensure_good_password, new_password_field
from coorum.web.request import Request

#: What a post may hold besides the form's own fields.
FRAME = {"csrfmiddlewaretoken", "next", "way"}


class AgreeForm(forms.Form):
    """The two boxes below the consent card, and which card it was. Neither box is ticked beforehand."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False)
    provision = forms.BooleanField(
        error_messages={"required": _("To join, please agree that this is provided to the operator.")}
    )
    advertising = forms.BooleanField(required=False)

    def __init__(self, *args: Any, notice: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = notice
        self.fields["fingerprint"].initial = notice.fingerprint
        for name in ("provision", "advertising"):
            self.fields[name].label = notice.offers[name].sentence

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("fingerprint") != self.notice.fingerprint:
            self._show_anew()
            raise forms.ValidationError(
                _("What you were shown has changed since. Please read the new text and agree again."), code="stale"
            )
        return self.cleaned_data

    def _show_anew(self) -> None:
        """The new text, its own fingerprint, and boxes that are not ticked."""
        data: Any = dict(self.data.items())
        data["fingerprint"] = self.notice.fingerprint
        for name in ("provision", "advertising"):
            data.pop(name, None)
        self.data = data

    @property
    def agreed(self) -> dict[str, Any]:
        return {
            "fingerprint": self.cleaned_data["fingerprint"],
            "advertising": self.cleaned_data["advertising"],
        }


class SignupForm(AgreeForm):
    """Address and password, and the boxes. `site` is what one joins, `invitation` the code one came with.

    By the way of a passkey there is no password: the key is made once the address is verified.
    """

    email = email_field()
    password = new_password_field()
    field_order = ("email", "password", "provision", "advertising", "fingerprint")

    def __init__(self, *args: Any, site: Any, invitation: str, band: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.invitation, self.band = site, invitation, band
        self.unknown: list[str] = []
        self.by_passkey = self.data.get("way") == "passkey"
        if self.by_passkey:
            self.fields["password"].required = False

    def clean(self) -> dict[str, Any]:
        self.unknown = sorted(set(self.data) - set(self.fields) - FRAME)
        if self.unknown:
            names = ", ".join(name[:60] for name in self.unknown[:20])
            raise forms.ValidationError(
                _("We do not ask for this, and do not take it: %(names)s"),
                code="unknown_fields",
                params={"names": names},
            )
        ensure_good_password(self, "password", accounts.somebody_at(self.cleaned_data.get("email", "")))
        return super().clean()

    def try_save(self, request: Request) -> tuple[Any, HttpResponse | None]:
        """The new person; or, where the address is known, the answer that a stranger would get too."""
        email, given = self.cleaned_data["email"], self._given()
        ages.forget(request)
        if not accounts.is_registered(email):
            try:
                return registration.register(**given), None
            except Refused as refusal:
                if refusal.code != "address_taken":
                    raise
        registration.pretend(**given)
        return None, flows.signup.prevent_enumeration(request, email=email)

    def _given(self) -> dict[str, Any]:
        return {
            "site": self.site,
            "email": self.cleaned_data["email"],
            "password": None if self.by_passkey else self.cleaned_data["password"],
            "language": get_language() or "ja",
            "agreed": {**self.agreed, "invitation": self.invitation, "band": self.band},
        }
