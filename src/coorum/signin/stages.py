"""The steps between the first proof and the session, whatever the first proof was: a password, a letter's code, a linked
service, a passkey. allauth runs them in order and keeps where somebody stands.
"""

from typing import Any

from allauth.account.stages import LoginStage
from django.http import HttpResponse

from coorum.accounts.methods import has_second_factor
from coorum.factors import queries as factors
from coorum.signin import entering, way


class SecondFactor(LoginStage):
    """Whoever has a second factor shows it, unless the first proof was both in one (a passkey)."""

    key = "second_factor"
    urlname = "signin:second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        person: Any = self.login.user
        if person is None or has_second_factor(entering.methods_shown(self.request, person)):
            return None, True
        return (way.on_to("second_factor", self.request) if factors.has_second_factor(person) else None), True


class NewPasskey(LoginStage):
    """Who registers with a passkey makes it now that the address is theirs."""

    key = "new_passkey"
    urlname = "signin:signup_passkey"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        wanted = self.login.user is not None and self.login.state.get("passkey_signup")
        return (way.on_to("signup_passkey", self.request) if wanted else None), True
