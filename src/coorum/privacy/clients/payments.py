"""Taking a fee: one service behind one interface. `COORUM_PAYMENTS` names it; without one there is the bank transfer.

`begin` answers where to send the payer; they come back with an `answer` that `is_paid` can check by itself, so that
nothing is kept in between and nothing is paid twice.
"""

from hmac import compare_digest
from typing import Protocol
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.signing import Signer
from django.utils.translation import gettext_lazy as _

from coorum.base import links, outside
from coorum.base.errors import Refused

SERVICE = "payments"


class Payments(Protocol):
    """A payment service. References are ours; amounts are yen. `host` is where it is, "" for one of ours."""

    name: str
    host: str
    is_available: bool

    def begin(self, *, reference: str, amount: int, subject_id: UUID) -> str: ...

    def is_paid(self, reference: str, answer: str) -> bool: ...

    def refund(self, reference: str, amount: int) -> str: ...


class NullPayments:
    """No service: fees are paid by bank transfer only."""

    name = "none"
    host = ""
    is_available = False

    def begin(self, *, reference: str, amount: int, subject_id: UUID) -> str:  # noqa: ARG002
        raise Refused("no_payment_service", _("Please pay by bank transfer."))

    def is_paid(self, reference: str, answer: str) -> bool:  # noqa: ARG002
        return False

    def refund(self, reference: str, amount: int) -> str:  # noqa: ARG002
        raise Refused("no_payment_service", _("Please pay by bank transfer."))


class SandboxPayments:
    """A service that charges nobody, for tests and the demo. Its page is ours; its word is signed with our secret key."""

    name = "sandbox"
    host = ""
    is_available = True
    _signer = Signer(salt="coorum.privacy.sandbox")

    def begin(self, *, reference: str, amount: int, subject_id: UUID) -> str:
        query = urlencode({"reference": reference, "amount": amount})
        return f"{links.path_to('sandbox_payment', subject_id)}?{query}"

    def is_paid(self, reference: str, answer: str) -> bool:
        """Whether `answer` is what the sandbox says when `reference` was paid."""
        return compare_digest(answer.encode(), self.word_for(reference).encode())

    def refund(self, reference: str, amount: int) -> str:
        return f"refund-{reference}-{amount}"

    def word_for(self, reference: str) -> str:
        """What the sandbox's page sends back once the visitor presses "pay"."""
        return self._signer.signature(reference)


_SERVICES: dict[str, Payments] = {"": NullPayments(), "sandbox": SandboxPayments()}


def payments() -> Payments:
    """The service of this deployment; none while nothing may leave for it (base/outside.py)."""
    service = _SERVICES[settings.COORUM_PAYMENTS]
    return service if outside.may_leave(SERVICE) else _SERVICES[""]


outside.register(outside.Outside(SERVICE, _("Payment service"), lambda: _SERVICES[settings.COORUM_PAYMENTS].host))
