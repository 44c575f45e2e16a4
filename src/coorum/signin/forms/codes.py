"""Codes from a letter. A guess is counted before it is compared, so that many at once are still three."""

import unicodedata
from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.core import context as here
from allauth.core.internal import ratelimit

from coorum.signin import epoch
from coorum.web.codes import code_field

GUESSES = {"guess": "3/15m/key"}


class CodeForm(allauth.BaseConfirmCodeForm):
    """One code. `person` is whom it was sent to (None: nobody, which must not show); `process` names the sending."""

    code = code_field()

    def __init__(self, *args: Any, person: Any, process: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.process = person, process

    def clean_code(self) -> str:
        request = here.request
        key = f"{request.session.session_key}:{self.process}"
        if not ratelimit.consume(request, app="allauth.account", action="guess", key=key, config=GUESSES):
            raise get_adapter().validation_error("too_many_login_attempts")
        self.cleaned_data["code"] = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        code = str(super().clean_code())
        if not epoch.holds(request, self.person):
            raise get_adapter().validation_error("email_taken" if self.person else "incorrect_code")
        return code
