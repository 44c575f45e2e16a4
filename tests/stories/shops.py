"""A shop that people sign in to with the community, by libraries of other people's: Authlib, and idpyoidc."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # the house of the stories speaks plain HTTP

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from cryptojwt import KeyJar
from idpyoidc.client.rp_handler import RPHandler
from joserfc import jwt
from joserfc.jwk import KeySet


@dataclass
class Buyer:
    """Whoever signed in: claims of the ID token, what userinfo told, and the ID token itself."""

    claims: dict[str, Any]
    known: dict[str, Any]
    id_token: str


class Library(Protocol):
    """What a shop's library does: an address to send the browser to, and what it makes of the answer."""

    def begin(self) -> str: ...

    def finish(self, answer: dict[str, str]) -> Buyer: ...


class WithAuthlib:
    """Authlib's session for the code grant; joserfc for the keys."""

    def __init__(self, told: dict[str, str], callback: str) -> None:
        self.told = told
        self.found = requests.get(f"{told['issuer']}/.well-known/openid-configuration", timeout=10).json()
        self.session = OAuth2Session(
            told["client_id"],
            told["client_secret"],
            scope="openid profile email offline_access",
            redirect_uri=callback,
            code_challenge_method="S256",
        )

    def begin(self) -> str:
        self.verifier = "v" * 64
        url, self.state = self.session.create_authorization_url(
            self.found["authorization_endpoint"], nonce="nonce-1", code_verifier=self.verifier
        )
        return str(url)

    def finish(self, answer: dict[str, str]) -> Buyer:
        token = self.session.fetch_token(
            self.found["token_endpoint"],
            authorization_response=f"{self.session.redirect_uri}?{urlencode(answer)}",
            state=self.state,
            code_verifier=self.verifier,
        )
        keys = KeySet.import_key_set(requests.get(self.found["jwks_uri"], timeout=10).json())
        read = jwt.decode(token["id_token"], keys, algorithms=["RS256"])
        options = {"iss": {"value": self.found["issuer"]}, "aud": {"value": self.told["client_id"]}}
        params = {"nonce": "nonce-1", "client_id": self.told["client_id"], "access_token": token["access_token"]}
        CodeIDToken(read.claims, read.header, options, params).validate()
        refreshed = self.session.refresh_token(self.found["token_endpoint"], token["refresh_token"])
        assert refreshed["refresh_token"] != token["refresh_token"]
        return Buyer(dict(read.claims), self.session.get(self.found["userinfo_endpoint"]).json(), token["id_token"])


class WithIdpyoidc:
    """idpyoidc's relying party, which checks what the standard tells it to check."""

    def __init__(self, told: dict[str, str], callback: str) -> None:
        shop = {
            **told,
            "redirect_uris": [callback],
            "client_type": "oidc",
            "scopes_supported": ["openid", "profile", "email"],
            "allow": {"missing_kid": False},
            "add_ons": {
                "pkce": {
                    "function": "idpyoidc.client.oauth2.add_on.pkce.add_support",
                    "kwargs": {"code_challenge_length": 64, "code_challenge_method": "S256"},
                }
            },
        }
        # Without a keyring of its own it would write one into the folder it runs in.
        self.handler = RPHandler(base_url=callback.rpartition("/")[0], client_configs={"coorum": shop}, keyjar=KeyJar())

    def begin(self) -> str:
        return str(self.handler.begin("coorum", req_args={"scope": ["openid", "profile", "email"]}))

    def finish(self, answer: dict[str, str]) -> Buyer:
        done = self.handler.finalize(next(iter(self.handler.issuer2rp)), answer)
        if "userinfo" not in done:
            raise AssertionError(done)
        claims = done["id_token"].to_dict()
        return Buyer(claims, done["userinfo"].to_dict(), "")


LIBRARIES: dict[str, Any] = {"authlib": WithAuthlib, "idpyoidc": WithIdpyoidc}


@dataclass
class Door:
    """Where browsers come back to; `answer` is what the last one brought."""

    address: str
    answer: dict[str, str] = field(default_factory=dict)

    @property
    def callback(self) -> str:
        return f"{self.address}/callback"

    @property
    def bye(self) -> str:
        return f"{self.address}/bye"


@contextmanager
def door() -> Iterator[Door]:
    """A little server on this machine, at which browsers arrive."""
    opened = Door("")

    class Arrival(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/callback":  # and not for the picture beside the title that browsers ask for
                opened.answer = dict(parse_qsl(parts.query))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(
                f"<!doctype html><title>shop</title><h1>{parts.path}</h1>{json.dumps(opened.answer)}".encode()
            )

        def log_message(self, *words: object) -> None:
            """Nobody reads along."""

    server = ThreadingHTTPServer(("localhost", 0), Arrival)
    server.daemon_threads = True
    opened.address = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield opened
    finally:
        server.shutdown()
        server.server_close()
