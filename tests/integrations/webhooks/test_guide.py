"""The receivers of the guide are run as they stand there, and are sent real deliveries."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.test import override_settings

from coorum.base import clock
from coorum.community import actions as community
from coorum.integrations.models import Delivery, Endpoint
from coorum.integrations.webhooks import actions, asking
from coorum.integrations.webhooks.kinds import State
from tests.integrations.webhooks.shop import Heard, Shop
from tests.launch.runs import free_port

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide" / "webhooks.md"
call = asking.call


def sample(language: str) -> str:
    """The program in this language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


@pytest.fixture(params=["python", "javascript"])
def receiver(
    request: pytest.FixtureRequest, shop: Shop, tmp_path: Path
) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """The port of a sample that runs, and what it says."""
    runs = sys.executable if request.param == "python" else shutil.which("node")
    if runs is None:
        pytest.skip("node is not on this machine: the receiver in JavaScript was NOT tried")
    file, port = tmp_path / "receiver", free_port()
    file.write_text(sample(request.param), encoding="utf-8")
    given = {"PATH": os.environ["PATH"], "WEBHOOK_SECRET": shop.secret, "PORT": str(port)}
    with subprocess.Popen([runs, str(file)], env=given, stdout=subprocess.PIPE, text=True) as running:
        try:
            wait_for(port)
            yield port, running
        finally:
            running.terminate()


def wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("the receiver does not listen")


def post(port: int, heard: Heard, body: bytes | None = None, **changed: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {**heard.headers, **{name.replace("_", "-"): text for name, text in changed.items()}}
    connection.request("POST", "/webhooks", body or heard.body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


@override_settings(COORUM_NEIGHBOURS=["127.0.0.1"])
def test_it_takes_what_is_ours_once_and_nothing_else(
    shop: Shop, receiver: tuple[int, "subprocess.Popen[str]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, running = receiver
    Endpoint.objects.update(address=f"http://127.0.0.1:{port}/webhooks")

    def remembered(address: str, **given: object) -> object:
        shop.heard.append(Heard(address, given["headers"], given["body"]))  # type: ignore[arg-type]
        return call(address, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(asking, "call", remembered)
    board = community.open_board(shop.staff, name="a", slug="board-a")
    shop.work()
    row = Delivery.objects.get()
    assert (row.state, row.status) == (State.DELIVERED, 204)
    actions.replay(shop.staff, row)
    new = actions.roll_secret(shop.staff, shop.endpoint)  # the receiver knows the one of before, which signs for a day
    shop.work()
    assert [one.state for one in shop.deliveries()] == ["delivered"]
    assert len(shop.heard[1].headers["webhook-signature"].split(" ")) == 2

    told = shop.heard[0]
    assert post(port, told) == 204
    assert post(port, told, told.body.replace(b"published", b"deleted")) == 400
    assert post(port, told, webhook_id=str(shop.endpoint_id)) == 400
    assert post(port, told, webhook_signature="v1,") == 400
    assert post(port, told, webhook_timestamp="soon") == 400
    for minutes in (-6, 6):
        with clock.held_at(clock.now() + timedelta(minutes=minutes)):
            assert actions.send_test(shop.staff, shop.endpoint).status == 400
    assert actions.send_test(shop.staff, shop.endpoint).status == 204
    actions.roll_secret(shop.staff, shop.endpoint, at_once=True)
    assert new
    assert actions.send_test(shop.staff, shop.endpoint).status == 400

    running.terminate()
    assert running.stdout is not None
    assert running.stdout.read().splitlines() == [f"board.published {board.id}", f"test.sent {shop.endpoint_id}"]
