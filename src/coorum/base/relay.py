"""The mail server. Its address and password are read when a letter is sent, after the gate, and kept nowhere."""

import os
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext_lazy as _

from coorum.base import outside
from coorum.base.gates import EGRESS

SERVICE = "mail"
VARIABLE = "COORUM_SMTP_URL"
NOWHERE = "smtp://localhost:25"


def address() -> SplitResult:
    """Where the deployment's mail server is: `smtp://user:password@host:587?tls=1`."""
    return urlsplit(os.environ.get(VARIABLE) or NOWHERE)


def host() -> str:
    """The mail server's host; nothing where letters stay in this house (the development mailbox, tests)."""
    is_relay = settings.MAILERS["default"]["BACKEND"] == f"{Relay.__module__}.{Relay.__qualname__}"
    return address().hostname or "" if is_relay else ""


class Relay(EmailBackend):
    """Sends through the mail server that `COORUM_SMTP_URL` names, if its processor's contract stands (APPI 25).

    `at` names another server than the deployment's: for trying whether something gets out.
    """

    def __init__(self, *, at: str = "", **kwargs: Any) -> None:
        super().__init__(host="localhost", **kwargs)
        self.at = at

    def open(self) -> bool | None:
        """Connect. Raises `Refused` while nothing may leave for the mail server: nothing is sent, nothing is read."""
        if self.connection:
            return False
        found = urlsplit(self.at) if self.at else address()
        if not outside.is_own(found.hostname or ""):
            EGRESS.ensure(SERVICE)
        self.host, self.port = found.hostname or "localhost", found.port or 25
        self.username, self.password = unquote(found.username or ""), unquote(found.password or "")
        self.use_tls = "tls=1" in found.query
        try:
            opened: bool | None = super().open()
        finally:
            self.username = self.password = ""
        return opened


outside.register(outside.Outside(SERVICE, _("Mail server"), host))
