"""npm's openid-client signs people in with us, and npm's oidc-provider is somebody's provider (issue: 3 RPs, 3 OPs)."""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import requests

from coorum.accounts.actions.hand_offs import s256
from coorum.base.calling import Answer
from coorum.base.scope import site_scope
from coorum.linking.clients import openid
from coorum.linking.tokens import Untrue
from coorum.openid.actions import telling
from coorum.openid.models import RelyingParty
from tests.cast import Cast
from tests.doors.signin.websites.hearing import run_tasks
from tests.doors.signin.websites.shop import AFTER_LOGOUT, CALLBACK, PROVIDER, Shop
from tests.linking.fake import Fake
from tests.linking.steps import QUESTION, service_of

pytestmark = pytest.mark.slow
ACCOUNT = {"sub": "node-0001", "email": "mika@people.example", "email_verified": True}


class Script:
    """One of the scripts at work: what it says, line by line, and what it is answered."""

    def __init__(self, folder: Path, *words: str) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        node = shutil.which("node") or "node"
        self.program: Any = subprocess.Popen([node, *words], cwd=folder, text=True, **pipes)

    def __enter__(self) -> "Script":
        return self

    def __exit__(self, *_why: object) -> None:
        self.program.kill()
        self.program.communicate()

    def hear(self) -> dict[str, Any]:
        line = self.program.stdout.readline()
        if not line:
            raise AssertionError(self.program.stderr.read()[-3000:])
        return dict(json.loads(line))

    def answer(self, **what: Any) -> None:
        self.program.stdin.write(json.dumps(what) + "\n")
        self.program.stdin.flush()


# -- openid-client, as a shop of ours


def carried(shop: Shop, ask: dict[str, Any]) -> dict[str, Any]:
    """A request of the script's own, as it would come over the wire."""
    path = ask["url"].removeprefix(PROVIDER)
    kind = ask["headers"].pop("content-type", "application/octet-stream")
    answer = shop.machine.generic(ask["method"], path, ask["body"], content_type=kind, headers=ask["headers"])
    return {"status": answer.status_code, "headers": dict(answer.headers), "body": answer.content.decode()}


def signed_in(shop: Shop, address: str) -> str:
    """A browser goes there, its person ticks one item; where it is sent then."""
    answer = shop.agree(shop.person.get(address.removeprefix(PROVIDER)), "display_name")
    return str(answer.headers["Location"])


def signed_out(shop: Shop, address: str, told: list[str]) -> dict[str, Any]:
    """A browser signs out by the shop's link; the logout token that the shop is sent, and our keys."""
    assert shop.person.get(address.removeprefix(PROVIDER)).headers["Location"].startswith(AFTER_LOGOUT)
    run_tasks()
    return {"logout_token": told[-1], "keys": shop.machine.get("/signin/openid/keys").json()}


@pytest.mark.parametrize("is_public", [False, True], ids=["with a secret", "public"])
def test_openid_client_signs_people_in(
    npm: Path, cast: Cast, shop: Shop, monkeypatch: pytest.MonkeyPatch, *, is_public: bool
) -> None:
    told: list[str] = []

    def call(_address: str, *, form: str) -> Answer:
        told.append(parse_qs(form)["logout_token"][0])
        return Answer(200, "", b"")

    monkeypatch.setattr(telling, "call", call)
    with site_scope(cast.kissa.id):
        RelyingParty.objects.update(is_public=is_public)
    facts = {"issuer": PROVIDER, "client_id": shop.client_id, "client_secret": "" if is_public else shop.secret}
    with Script(npm, "shop.mjs") as script:
        assert script.hear() == {"ready": True}
        script.answer(**facts, callback=CALLBACK, after_logout=AFTER_LOGOUT)
        while "done" not in (said := script.hear()):
            if "ask" in said:
                script.answer(**carried(shop, said["ask"]))
            elif "visit" in said:
                script.answer(back=signed_in(shop, said["visit"]))
            else:
                script.answer(**signed_out(shop, said["leave"], told))
    done = said["done"]
    assert set(done["known"]) == {"sub", "name"}, "what was ticked, and nothing else"
    assert done["known"]["sub"] == done["sub"]
    assert (done["isRotated"], done["isOver"], done["sameSession"]) == (True, 401, True)
    assert done["about"] == done["sub"]


# -- oidc-provider, as somebody's provider


@contextmanager
def mailbox() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and the logout tokens that arrive there."""
    heard: list[str] = []

    class Arrival(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append(dict(parse_qsl(form))["logout_token"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Nobody reads along."""

    server = HTTPServer(("127.0.0.1", 0), Arrival)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", heard
    finally:
        server.shutdown()
        server.server_close()


def arrived(browser: requests.Session, address: str) -> dict[str, str]:
    """The browser goes from page to page until it is sent to us; with what."""
    for _step in range(10):
        answer = browser.get(address, allow_redirects=False, timeout=10)
        assert answer.is_redirect, answer.text[:1000]
        address = requests.compat.urljoin(address, answer.headers["Location"])
        if address.startswith(QUESTION.callback):
            return dict(parse_qsl(urlsplit(address).query))
    raise AssertionError(address)


def left(browser: requests.Session, issuer: str) -> None:
    """The browser signs out there, and says that it means it."""
    page = browser.get(f"{issuer}/session/end", timeout=10).text
    mark = re.findall(r'name="xsrf" value="([^"]+)"', unescape(page))[0]
    browser.post(f"{issuer}/session/end/confirm", {"xsrf": mark, "logout": "yes"}, timeout=10)


def test_who_has_an_account_at_an_oidc_provider_comes_in(npm: Path, settings: Any) -> None:
    with mailbox() as (address, heard):
        client = {
            "client_id": "coorum",
            "client_secret": "a secret of at least thirty-two signs",
            "redirect_uris": [QUESTION.callback],
            "backchannel_logout_uri": address,
            "backchannel_logout_session_required": True,
        }
        words = json.dumps({"client": client, "account": ACCOUNT})
        with Script(npm, "provider.mjs", words) as script, requests.Session() as browser:
            issuer = script.hear()["issuer"]
            settings.COORUM_NEIGHBOURS = [urlsplit(issuer).netloc]
            known = {"issuer": issuer, "client_id": client["client_id"], "client_secret": client["client_secret"]}
            service = service_of(Fake("openid", origin=issuer), **known)
            back = arrived(browser, openid.address_of(service, QUESTION, s256(QUESTION.verifier)))
            assert (back["state"], back["iss"]) == (QUESTION.state, issuer)
            told = openid.ask(service, QUESTION, back["code"])
            assert {name: told.claims[name] for name in ACCOUNT} == ACCOUNT
            left(browser, issuer)
            ended = openid.ended(service, heard[-1])
            assert (ended.subject, ended.sid) == (ACCOUNT["sub"], told.claims["sid"])
            with pytest.raises(Untrue):
                openid.ask(service, QUESTION, back["code"])  # a code works once
