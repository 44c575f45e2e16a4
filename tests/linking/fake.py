"""An OpenID provider on this machine that plays LINE, Google, Apple, Yahoo! JAPAN or any other, and tells every lie.

    with playing("google") as fake:
        fake.lie = "nonce"

It is a strict provider otherwise: codes work once, PKCE, client and callback are checked. `fake.asked` remembers what it was
sent. A lie is one word; what each does stands where it is told.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT = "coorum-client"
SECRET = "a secret of at least thirty-two signs"
TEAM, KEY = "TEAM000001", "KEY0000001"
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
#: Where each keeps its issuer, and how it signs.
PATHS = {"yahoo": "/yconnect/v2"}
SIGNS = {"line": "HS256"}


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """A key of this name, the same for the whole run."""
    return rsa.generate_private_key(65537, 2048)


@cache
def apple_key() -> ec.EllipticCurvePrivateKey:
    """The key that Apple gave us, and whose public half it knows."""
    return ec.derive_private_key(0xC0FFEE, ec.SECP256R1())  # the same in the process of a house of its own


def pem(key: Any) -> str:
    """A private key as text."""
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()


def jwk(name: str, **more: str) -> dict[str, Any]:
    """The public half of a key, as a JWK."""
    return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key(name).public_key())), "use": "sig", **more}


@dataclass
class Fake:
    """One provider. `claims` is what it says of whoever signs in there; `lie` what it does wrong; `kid` its newest key."""

    kind: str = "openid"
    origin: str = ""
    lie: str = ""
    kid: str = "one"
    consents: bool = False
    claims: dict[str, Any] = field(default_factory=dict)
    scope: str = "openid email"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        address = {"line": {}, "yahoo": {}}.get(self.kind, {"email": "nozomi@people.example", "email_verified": True})
        self.claims = {"sub": f"{self.kind}-0001", **address, **self.claims}

    @property
    def issuer(self) -> str:
        return f"{self.origin}{PATHS.get(self.kind, '')}"

    # -- what it says of itself

    def metadata(self) -> dict[str, Any]:
        inside = "http://169.254.169.254" if self.lie == "inside" else self.origin
        return {
            "issuer": "https://accounts.somebody-else.example" if self.lie == "foreign_discovery" else self.issuer,
            "authorization_endpoint": f"{self.origin}/authorize",
            "token_endpoint": f"{inside}/token",
            "jwks_uri": f"{self.origin}/keys",
            "userinfo_endpoint": f"{self.origin}/userinfo",
            "authorization_response_iss_parameter_supported": self.kind == "openid",
            "token_endpoint_auth_methods_supported": {
                "openid": ["client_secret_basic"],
                "apple": ["client_secret_post"],
                "line": ["client_secret_post"],
            }.get(self.kind, ["client_secret_post", "client_secret_basic"]),
        }

    def keys(self) -> dict[str, Any]:
        names = {"kid_absent_many": ["one", "two"]}.get(self.lie, [self.kid])
        return {"keys": [jwk(name, **({"kid": name} if self.lie != "kid_absent_one" else {})) for name in names]}

    # -- asking somebody

    def answer_to(self, asked: dict[str, str]) -> dict[str, str]:
        """What goes back to the callback, by the visitor's browser."""
        if self.lie == "declined":
            return {"error": "access_denied", "state": asked["state"]}
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        answer = {"code": code, "state": asked["state"]}
        if self.lie == "mix_up":
            answer["iss"] = "https://accounts.somebody-else.example"
        elif self.kind == "openid" and self.lie != "no_iss":
            answer["iss"] = self.issuer
        return answer

    # -- tokens

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or self.lie == "error":
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if form.get("redirect_uri") != asked["redirect_uri"] or not self._is_client(form, authorization):
            return 401, {"error": "invalid_client"}
        said = {"access_token": "an-access-token", "token_type": "Bearer", "expires_in": 3600, "scope": self.scope}
        return 200, said if self.lie == "no_id_token" else said | {"id_token": self.id_token(asked["nonce"])}

    def _is_client(self, form: dict[str, str], authorization: str) -> bool:
        if self.kind != "apple" and authorization:
            name, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
            return (unquote_plus(name), unquote_plus(secret)) == (CLIENT, SECRET)
        if self.kind == "apple":
            said = jwt.decode(
                form["client_secret"], apple_key().public_key(), algorithms=["ES256"], audience=self.issuer, issuer=TEAM
            )
            return said["sub"] == CLIENT and jwt.get_unverified_header(form["client_secret"])["kid"] == KEY
        return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self._told()}
        said = {name: value for name, value in {**said, **self._lies(now)}.items() if value is not None}
        return self._signed(said)

    def _told(self) -> dict[str, Any]:
        """Yahoo! JAPAN tells the address at its userinfo endpoint only."""
        return {name: value for name, value in self.claims.items() if self.kind != "yahoo" or name == "sub"}

    def _lies(self, now: int) -> dict[str, Any]:
        """Claims that are not so; None for one that is left out."""
        lies: dict[str, dict[str, Any]] = {
            "issuer": {"iss": "https://accounts.somebody-else.example"},
            "nonce": {"nonce": "another"},
            "no_nonce": {"nonce": None},
            "aud": {"aud": "another-client"},
            "aud_more": {"aud": [CLIENT, "another-client"]},
            "azp": {"azp": "another-client"},
            "expired": {"iat": now - 400, "exp": now - 100},
            "future": {"iat": now + 600, "exp": now + 900},
            "old": {"iat": now - 3600},
            "no_iat": {"iat": None},
            "no_sub": {"sub": None},
            "no_aud": {"aud": None},
            "no_exp": {"exp": None},
            "empty_sub": {"sub": ""},
            "numeric_sub": {"sub": 17},
            "long_sub": {"sub": "s" * 300},
            "at_hash": {"at_hash": "bm90IHRoaXMgb25l"},
        }
        return lies.get(self.lie, {})

    def _signed(self, said: dict[str, Any]) -> str:
        head = {} if self.lie in ("kid_absent_one", "kid_absent_many") else {"kid": self.kid}
        if self.lie == "alg_none":
            return jwt.encode(said, None, algorithm="none")
        if self.lie == "public_key_as_secret":
            return _with_hmac(said, self.kid)
        if self.lie == "wrong_secret":
            return jwt.encode(said, "another secret of thirty-two signs or more", algorithm="HS256")
        if SIGNS.get(self.kind) == "HS256":
            return jwt.encode(said, SECRET, algorithm="HS256")
        token = jwt.encode(
            said, rsa_key("evil" if self.lie == "signature" else self.kid), algorithm="RS256", headers=head
        )
        return token[:-8] + "AAAAAAAA" if self.lie == "cut" else token

    # -- telling that a session is over (back-channel logout)

    def logout_token(self, *, jti: str = "", **more: Any) -> str:
        """A logout token; its lies are those of the conformance suite."""
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": jti or secrets.token_hex(8)}
        said |= {"sub": self.claims["sub"], "events": {LOGGED_OUT: {}}, **more}
        lies: dict[str, dict[str, Any]] = {
            "no_event": {"events": None},
            "wrong_event": {"events": {"http://schemas.openid.net/event/another": {}}},
            "with_nonce": {"nonce": "another"},
            "wrong_aud": {"aud": "another-client"},
            "wrong_iss": {"iss": "https://accounts.somebody-else.example"},
        }
        said = {name: value for name, value in {**said, **lies.get(self.lie, {})}.items() if value is not None}
        if self.lie == "alg_none":
            return jwt.encode(said, None, algorithm="none")
        if self.lie == "wrong_alg":
            return jwt.encode(
                said, rsa_key(self.kid), algorithm="PS256", headers={"kid": self.kid, "typ": "logout+jwt"}
            )
        key = rsa_key("evil" if self.lie == "signature" else self.kid)
        return jwt.encode(said, key, algorithm="RS256", headers={"kid": self.kid, "typ": "logout+jwt"})

    def userinfo(self) -> dict[str, Any]:
        return {**self.claims, "sub": "somebody-else"} if self.lie == "userinfo_sub" else self.claims


def _with_hmac(said: dict[str, Any], kid: str) -> str:
    """HS256 under the text of the public key: what a careless client checks with that very text (RFC 8725, 2.1)."""
    import hmac

    public = rsa_key(kid).public_key()
    text = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def packed(part: Any) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")

    body = packed({"alg": "HS256", "typ": "JWT", "kid": kid}) + b"." + packed(said)
    mark = base64.urlsafe_b64encode(hmac.digest(text, body, "sha256")).rstrip(b"=")
    return (body + b"." + mark).decode()


class Handler(BaseHTTPRequestHandler):
    """The pages of one fake."""

    def __init__(self, fake: Fake, *connection: Any) -> None:
        self.fake = fake
        super().__init__(*connection)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: found[-1] for name, found in parse_qs(parts.query).items()}
        path = parts.path.removeprefix(PATHS.get(self.fake.kind, " "))
        self.fake.asked.append((path, query))
        if path == "/authorize":
            self._authorize(query)
        elif path == "/.well-known/openid-configuration":
            self._documents(self.fake.metadata())
        elif path == "/keys":
            self._json(self.fake.keys())
        elif path == "/favicon.ico":
            self._send(b"", "image/x-icon")
        elif path == "/userinfo":
            self._json(self.fake.userinfo())
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = {name: found[-1] for name, found in parse_qs(body).items()}
        self.fake.asked.append((urlsplit(self.path).path, form))
        if self.fake.lie == "slow":
            self._drip()
        else:
            status, said = self.fake.token(form, self.headers.get("Authorization", ""))
            self._json(said, status)

    def _documents(self, said: dict[str, Any]) -> None:
        if self.fake.lie == "huge":
            self._json({**said, "more": "x" * 400_000})
        elif self.fake.lie == "redirects":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.fake.lie == "not_json":
            self._send(b"<html>", "text/html")
        elif self.fake.lie == "down":
            self.send_error(503)
        else:
            self._json(said)

    def _drip(self) -> None:
        """A sign at a time, for ever: each comes well before any timeout between two of them."""
        self.send_response(200)
        self.end_headers()
        try:
            for _sign in range(600):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    def _authorize(self, asked: dict[str, str]) -> None:
        answer, back = self.fake.answer_to(asked), asked["redirect_uri"]
        if asked.get("response_mode") == "form_post":
            fields = "".join(f'<input type="hidden" name="{k}" value="{escape(v)}">' for k, v in answer.items())
            self._page(f'<form method="post" action="{escape(back)}">{fields}<button>Continue</button></form>')
        elif self.fake.consents:
            self._page(f'<a id="continue" href="{escape(back)}?{escape(urlencode(answer))}">Continue</a>')
        else:
            self.send_response(302)
            self.send_header("Location", f"{back}?{urlencode(answer)}")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _page(self, body: str) -> None:
        self._send(f"<!doctype html><html lang=en><title>{self.fake.kind}</title><main>{body}".encode(), "text/html")

    def _json(self, said: dict[str, Any], status: int = 200) -> None:
        self._send(json.dumps(said).encode(), "application/json", status)

    def _send(self, body: bytes, media_type: str, status: int = 200) -> None:
        self.send_response(HTTPStatus(status))
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def playing(kind: str = "openid", *, neighbour: bool = True, **more: Any) -> Iterator[Fake]:
    """A fake that serves on this machine; called as a neighbour in this process, or by a house of its own."""
    from django.conf import settings

    fake = Fake(kind, **more)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, fake))
    server.daemon_threads = True
    fake.origin = f"http://127.0.0.1:{server.server_port}"
    neighbours = settings.COORUM_NEIGHBOURS
    settings.COORUM_NEIGHBOURS = [*neighbours, urlsplit(fake.origin).netloc] if neighbour else neighbours
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield fake
    finally:
        settings.COORUM_NEIGHBOURS = neighbours
        server.shutdown()
        server.server_close()


__all__ = ["CLIENT", "KEY", "SECRET", "TEAM", "Fake", "apple_key", "jwk", "pem", "playing", "rsa_key"]
