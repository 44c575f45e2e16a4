"""Asking a service who somebody is: where to send them, and what to make of the answer they bring.

A service that does not answer is left alone for some seconds, so that waiting for it costs the others nothing. What does
not hold is a refusal in words for people; its `why` is for the record.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from coorum.accounts.actions.hand_offs import s256
from coorum.base.calling import NoAnswer
from coorum.base.errors import Refused
from coorum.base.scope import stepped_out
from coorum.linking import rules
from coorum.linking.clients import openid
from coorum.linking.clients.openid import Client, Question, Told
from coorum.linking.models import Service
from coorum.linking.tokens import Untrue

log = logging.getLogger(__name__)
#: How many seconds a service is left alone that did not answer.
LEFT_ALONE = 30
LONGEST_CODE = 2000
DECLINED = _("You stopped it there, so nothing was done here.")

__all__ = ["DECLINED", "Arrival", "Asked", "Question", "believed", "untrue", "what_it_says", "where_to"]


class Asked(Client, Protocol):
    """Whoever is asked: a linked service, or an operator's own provider. `slug` is its name in logs, `name` for people."""

    @property
    def slug(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who showed who they are at a service. `email` may be empty; `is_sure`: it needs no code of ours."""

    subject: str
    email: str
    is_sure: bool
    scopes: tuple[str, ...]
    claims: tuple[str, ...]

    def kept_with(self, email: str) -> list[str]:
        """The claims that are kept where they register with this address; of a link without one, who they are there."""
        return [name for name in self.claims if name == "sub" or (email and self.email == email)]


def where_to(service: Asked, question: Question) -> str:
    """The address at the service. Raises `Refused`: `service_silent`, `service_untrue`."""
    return _asked(service, lambda: openid.address_of(service, question, s256(question.verifier)))


def what_it_says(service: Service, question: Question, answer: Mapping[str, str]) -> Arrival:
    """Who came back with `answer` (its query). Everything the service said but this is dropped here.

    Raises `Refused`: `service_declined`, `service_silent`, `service_untrue`.
    """
    told = believed(service, question, answer)
    email = rules.address_in(told.claims)
    is_sure = rules.is_sure(service.ways, told.claims, trusts_email=service.trusts_email)
    return Arrival(told.claims["sub"], email, is_sure, told.scopes, ("sub", "email") if email else ("sub",))


def believed(service: Asked, question: Question, answer: Mapping[str, str]) -> Told:
    """What an answer says, once all of it was checked. Raises what `what_it_says` does."""
    if answer.get("error"):
        raise Refused("service_declined", DECLINED, why="declined")
    return _asked(service, lambda: _told(service, question, answer))


def _told(service: Asked, question: Question, answer: Mapping[str, str]) -> Told:
    """The answer must be of this service, not of another that was asked in the same browser (RFC 9207)."""
    named = openid.metadata(service).get("authorization_response_iss_parameter_supported") is True
    if answer.get("iss", "" if named else service.issuer) != service.issuer:
        raise Untrue("answer_iss")
    code = answer.get("code", "")
    if not 0 < len(code) <= LONGEST_CODE:
        raise Untrue("no_code")
    return openid.ask(service, question, code)


def _asked[T](service: Asked, ask: Callable[[], T]) -> T:
    local, key = caches["local"], f"linking:silent:{service.issuer}"
    if local.get(key):
        raise _silent(service, "left_alone")
    try:
        with stepped_out():
            return ask()
    except NoAnswer as error:
        local.set(key, "silent", LEFT_ALONE)
        log.warning("linked service %s: %s", service.slug, error)
        raise _silent(service, "silent") from error
    except Untrue as error:
        raise untrue(service, error) from error


def untrue(service: Asked, error: Untrue) -> Refused:
    """The refusal, in words for people, of an answer that did not hold."""
    log.warning("linked service %s is not believed: %s", service.slug, error.why)
    words = _("What %(service)s answered could not be checked, so nobody was signed in. Please try again.")
    return Refused("service_untrue", words, service=service.name, why=error.why)


def _silent(service: Asked, why: str) -> Refused:
    words = _("%(service)s does not answer at the moment. Please try again later, or use another way.")
    return Refused("service_silent", words, service=service.name, why=why)
