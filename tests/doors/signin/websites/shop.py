"""A website of Kissa's operator: what it asks, and what it makes of the answers. Checks nothing by itself but signatures."""

import json
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from django.test import Client
from jwt.algorithms import RSAAlgorithm

from coorum.accounts.actions.hand_offs import s256

PROVIDER = "http://provider.test"
CALLBACK = "https://shop.example/callback"
AFTER_LOGOUT = "https://shop.example/bye"
VERIFIER = "v" * 43


@dataclass
class Shop:
    """The relying party; `person` is somebody's browser on the provider's host."""

    client_id: str
    secret: str
    person: Client
    machine: Client = field(default_factory=lambda: Client(headers={"host": "provider.test"}))

    # -- what it asks of the browser

    def request(self, **changed: str | None) -> str:
        """The address it sends a browser to; None leaves a parameter out."""
        usual = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": CALLBACK,
            "scope": "openid profile email",
            "state": "state-1",
            "nonce": "nonce-1",
            "code_challenge": s256(VERIFIER),
            "code_challenge_method": "S256",
        }
        return f"/signin/openid/authorize?{urlencode({k: v for k, v in (usual | changed).items() if v is not None})}"

    def send(self, **changed: str | None) -> Any:
        """The browser goes there; the first answer."""
        return self.person.get(self.request(**changed))

    def agree(self, answer: Any, *items: str) -> Any:
        """On from the first answer: the browser's person agrees to these items; the answer that leads back."""
        page = self.person.get(answer.headers["Location"])
        if page.status_code != 200:
            return page
        return self.person.post(answer.headers["Location"], {"items": list(items)})

    def sign_in(self, *items: str, **changed: str | None) -> dict[str, str]:
        """The whole way; what the website is told in the address."""
        answer = self.send(**changed)
        if not str(answer.headers.get("Location", "")).startswith(CALLBACK):
            answer = self.agree(answer, *items)
        return told(answer)

    # -- what it asks itself

    def exchange(self, code: str, *, basic: bool = True, **changed: str | None) -> Any:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
        return self.post("token", basic=basic, **{**form, **changed})

    def refresh(self, token: str, **changed: str | None) -> Any:
        return self.post("token", grant_type="refresh_token", refresh_token=token, **changed)

    def post(self, endpoint: str, *, basic: bool = True, **form: str | None) -> Any:
        said = {name: value for name, value in form.items() if value is not None}
        headers = {}
        if basic:
            headers["Authorization"] = f"Basic {b64encode(f'{self.client_id}:{self.secret}'.encode()).decode()}"
        else:
            said = {"client_id": self.client_id, "client_secret": self.secret, **said}
        body, kind = urlencode(said), "application/x-www-form-urlencoded;charset=UTF-8"
        return self.machine.post(f"/signin/openid/{endpoint}", body, content_type=kind, headers=headers)

    def who(self, access_token: str) -> Any:
        return self.machine.get("/signin/openid/userinfo", headers={"Authorization": f"Bearer {access_token}"})

    def tokens(self, *items: str, **changed: str | None) -> dict[str, Any]:
        """The tokens after the whole way."""
        return dict(self.exchange(self.sign_in(*items, **changed)["code"]).json())

    def read(self, id_token: str) -> dict[str, Any]:
        """The claims of an ID token, its signature checked with the published key that it names."""
        kid = jwt.get_unverified_header(id_token)["kid"]
        keys = self.machine.get("/signin/openid/keys").json()["keys"]
        key: Any = RSAAlgorithm.from_jwk(json.dumps(next(one for one in keys if one["kid"] == kid)))
        return dict(jwt.decode(id_token, key, ["RS256"], audience=self.client_id, issuer=PROVIDER))


def told(answer: Any) -> dict[str, str]:
    """What the website is told by an answer that leads back to it."""
    assert answer.status_code == 302, answer.content.decode()[:500]
    address = urlsplit(answer.headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == CALLBACK
    return dict(parse_qsl(address.query))


def at_hash(token: str) -> str:
    """The left half of the SHA-256 of an access token, in base64url (Core 3.1.3.6)."""
    return urlsafe_b64encode(sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()


def query_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)
