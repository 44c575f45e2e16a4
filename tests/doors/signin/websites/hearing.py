"""A website that hears who was signed out: what would go over the wire, and the tasks that send it."""

from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from coorum.base.calling import Answer
from coorum.base.scope import site_scope
from coorum.openid import tasks
from coorum.openid.actions import telling
from tests.doors.signin.websites.shop import Shop

BACKCHANNEL = "https://shop.example/backchannel"


def heard(shop: Shop, monkeypatch: pytest.MonkeyPatch, *, status: int = 200) -> list[dict[str, Any]]:
    """The claims of the logout tokens that the website gets from now on; it answers `status`."""
    found: list[dict[str, Any]] = []

    def call(address: str, *, form: str) -> Answer:
        assert address == BACKCHANNEL
        found.append(shop.read(parse_qs(form)["logout_token"][0]))
        return Answer(status, "", b"")

    monkeypatch.setattr(telling, "call", call)
    return found


def run_tasks() -> None:
    """What waits to be told is told."""
    for job in ProcrastinateJob.objects.filter(task_name=tasks.tell_signed_out.name).order_by("id"):
        with site_scope(UUID(job.args["site"])):
            tasks.tell_signed_out.shell(*job.args["arguments"])
