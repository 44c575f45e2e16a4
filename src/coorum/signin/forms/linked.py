"""Registering through a linked service: what one agrees to, and an address where the service does not vouch for one."""

from typing import Any

from allauth.account.internal import flows
from django.http import HttpResponse
from django.utils.translation import get_language

from coorum.accounts import queries as accounts
from coorum.base.errors import Refused
from coorum.linking.asking import Arrival
from coorum.signin import ages, registration
from coorum.signin.forms.fields import email_field
from coorum.signin.forms.signup import AgreeForm
from coorum.web.request import Request


class LinkedSignupForm(AgreeForm):
    """The boxes; and the address, filled in where the service named one that we still have to check.

    `came`: the invitation somebody came with, and the age band they said they are in.
    """

    email = email_field()
    field_order = ("email", "provision", "advertising", "fingerprint")

    def __init__(
        self, *args: Any, site: Any, came: dict[str, str], service: Any, arrival: Arrival, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.came, self.service, self.arrival = site, came, service, arrival
        if arrival.is_sure:
            del self.fields["email"]
        else:
            self.fields["email"].initial = arrival.email

    def try_save(self, request: Request) -> tuple[Any, Any]:
        """The new person; or, where the address is known, the answer that a stranger would get too."""
        email, given = self.cleaned_data.get("email", self.arrival.email), self._given()
        ages.forget(request)
        if not accounts.is_registered(email):
            try:
                return self._register(request, email, given), None
            except Refused as refusal:
                if refusal.code != "address_taken":
                    raise
        registration.pretend(**given)
        answer: HttpResponse = flows.signup.prevent_enumeration(request, email=email)
        return None, answer

    def _register(self, request: Any, email: str, given: dict[str, Any]) -> Any:
        taken = {"subject": self.arrival.subject, "scopes": self.arrival.scopes}
        wish = {"service": self.service, **taken, "claims_kept": self.arrival.kept_with(email)}
        person = registration.register_linked(wish=wish, is_sure=self.arrival.is_sure, email=email, **given)
        if self.arrival.is_sure:
            request.session["_has_joined"] = registration.complete(person)
        return person

    def _given(self) -> dict[str, Any]:
        agreed = {**self.agreed, **self.came}
        return {"site": self.site, "password": None, "language": get_language() or "ja", "agreed": agreed}


class CustomerSignupForm(LinkedSignupForm):
    """The same for a customer of the operator. `service` is where the operator keeps them; no address of it is sure."""

    def _register(self, request: Any, email: str, given: dict[str, Any]) -> Any:  # noqa: ARG002  nobody is in at once
        taken = {"subject": self.arrival.subject, "scopes": self.arrival.scopes}
        wish = {**taken, "claims_kept": self.arrival.kept_with(email)}
        return registration.register_customer(wish=wish, email=email, **given)
