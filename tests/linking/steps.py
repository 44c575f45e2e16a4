"""One journey to a fake and back, without the door."""

import re
from html import unescape
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from coorum.accounts.actions.hand_offs import s256
from coorum.base import clock
from coorum.linking.clients import openid
from coorum.linking.models import Service
from tests.linking.fake import CLIENT, KEY, SECRET, TEAM, Fake, apple_key, pem

CALLBACK = "http://provider.test/signin/with/fake/return/"
QUESTION = openid.Question(state="s" * 43, nonce="n" * 43, verifier="v" * 43, callback=CALLBACK)


def service_of(fake: Fake, **more: Any) -> Service:
    """An unsaved service that is this fake."""
    own = {"client_secret": pem(apple_key()), "team_id": TEAM, "key_id": KEY} if fake.kind == "apple" else {}
    words = {
        "slug": fake.kind,
        "kind": fake.kind,
        "name": fake.kind.title(),
        "company": "架空サービス",
        "country": "JP",
    }
    known = {"issuer": fake.issuer, "client_id": CLIENT, "client_secret": SECRET, "is_on": True}
    return Service(**{**words, **known, "made_at": clock.now(), **own, **more})


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_given: Any) -> None:
        """A visitor's browser would go on; the test looks where to."""


def visit(address: str) -> dict[str, str]:
    """Go there as a browser does; what comes back to the callback, by its address or by a form."""
    try:
        with build_opener(_Stay).open(address, timeout=5) as page:
            return dict(re.findall(r'name="(\w+)" value="([^"]*)"', unescape(page.read().decode())))
    except HTTPError as answer:
        found = parse_qs(urlsplit(answer.headers["Location"]).query)
        return {name: values[0] for name, values in found.items()}


def ask(fake: Fake, question: openid.Question = QUESTION) -> openid.Told:
    """There and back again: what was believed."""
    service = service_of(fake)
    back = visit(openid.address_of(service, question, s256(question.verifier)))
    return openid.ask(service, question, back["code"])
