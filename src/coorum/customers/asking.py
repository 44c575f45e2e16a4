"""Asking the operator's website which of its customers somebody is: where to send them, and what to make of the answer.

By OpenID Connect it is an OpenID provider like those of `linking`, and asked by the same relying party. By signed payload
the visitor's browser carries question and answer, each signed with the secret that only the two sides know; the nonce is
the state of the journey, so it serves once, in this browser, for some minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.customers import payload, queries, rules
from coorum.customers.kinds import LONGEST_SUBJECT, Kind
from coorum.customers.models import Directory
from coorum.linking import asking as services
from coorum.linking.asking import Arrival, Question
from coorum.linking.rules import address_in
from coorum.linking.tokens import Untrue


@dataclass(frozen=True, slots=True)
class Said:
    """What was believed: who arrived (never with a sure address: an operator answers for its own site only), the name of
    their session there, and how many things were said besides and dropped.
    """

    arrival: Arrival
    sid: str
    dropped: int


def where_to(directory: Directory, question: Question) -> str:
    """The address at the operator's website. Raises `Refused`: `service_silent`, `service_untrue`, `no_secret`."""
    if directory.kind == Kind.OPENID:
        return services.where_to(directory, question)
    fields = {"nonce": question.state, "return_sso_url": question.callback}
    mark = "&" if urlsplit(directory.address).query else "?"
    return f"{directory.address}{mark}{urlencode(payload.packed(fields, _secrets()[0]))}"


def state_in(directory: Directory, answer: Mapping[str, str]) -> str:
    """Which journey an answer claims to end."""
    return answer.get("state", "") if directory.kind == Kind.OPENID else payload.nonce_in(answer)


def what_it_says(directory: Directory, question: Question, answer: Mapping[str, str]) -> Said:
    """Who came back with `answer` (its query). Everything the website said but this is dropped here.

    Raises `Refused`: `service_declined`, `service_silent`, `service_untrue`, `no_secret`.
    """
    if directory.kind == Kind.OPENID:
        told = services.believed(directory, question, answer)
        claims, scopes = told.claims, told.scopes
    else:
        claims, scopes = _believed(directory, question, answer), ()
    email, sid = address_in(claims), claims.get("sid", "")
    kept = ("sub", "email") if email else ("sub",)
    arrival = Arrival(claims["sub"], email, is_sure=False, scopes=scopes, claims=kept)
    dropped = len(set(claims) - {*kept, *_ABOUT_THE_ANSWER})
    return Said(arrival, sid if isinstance(sid, str) and len(sid) <= LONGEST_SUBJECT else "", dropped)


#: What an answer says of itself rather than of somebody.
_ABOUT_THE_ANSWER = {"iss", "aud", "azp", "iat", "exp", "nbf", "jti", "nonce", "at_hash", "c_hash", "auth_time", "sid"}
_ABOUT_THE_ANSWER |= {"acr", "amr", "typ", "return_sso_url"}


def _believed(directory: Directory, question: Question, answer: Mapping[str, str]) -> dict[str, str]:
    """A signed payload as claims."""
    try:
        fields = payload.read(answer, _secrets())
        _ensure_answers(fields, question)
        subject = rules.proper_subject(fields.pop("external_id", None))
    except Untrue as untrue:
        raise services.untrue(directory, untrue) from untrue
    return {**{name: text for name, text in fields.items() if name != "sid"}, "sub": subject}


def _ensure_answers(fields: Mapping[str, str], question: Question) -> None:
    """It answers this very question, and says yes."""
    if fields.get("nonce") != question.state:
        raise Untrue("nonce")
    if fields.get("failed") == "true":
        raise Refused("service_declined", services.DECLINED, why="declined")


def _secrets() -> list[str]:
    found = [one.secret for one in queries.secrets()]
    if not found:
        raise Refused("no_secret", _("There is no secret for signed payloads yet. Make one first."), why="no_secret")
    return found
