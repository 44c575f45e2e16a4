"""A shop that is told of changes: what reaches it, how it answers, and a worker that does what is queued.

In a test everything is one transaction, in which nothing is ever complete. So here each change counts as a transaction of its
own that has ended; how it is with real ones is in test_at_once.py.
"""

import base64
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.calling import Answer
from coorum.base.scope import site_scope
from coorum.integrations import changes, tasks
from coorum.integrations.models import Change, Delivery, Endpoint
from coorum.integrations.webhooks import actions, asking
from coorum.integrations.webhooks.kinds import EventType
from tests.doors.api.house import Furnished

ADDRESS = "https://shop.example/webhooks"
TASKS = {one.name: one for one in (tasks.send_changes, tasks.send_one)}
_FIRST = 10**12


@dataclass(frozen=True)
class Heard:
    """One request."""

    address: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def said(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    @property
    def news(self) -> tuple[str, str]:
        return self.said["type"], self.said["data"]["subject_id"]


def is_signed(heard: Heard, secret: str) -> bool:
    """Whether one of the signatures is of this secret."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{heard.id}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    right = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    return right in heard.headers["webhook-signature"].split(" ")


@dataclass
class Shop:
    """The endpoint of a furnished community. `answers` are given in turn, the last again and again: a status, or an error."""

    house: Furnished
    endpoint_id: UUID
    secret: str
    heard: list[Heard] = field(default_factory=list)
    answers: list[int | Exception] = field(default_factory=lambda: [204])
    done: set[int] = field(default_factory=set)

    @property
    def staff(self) -> Any:
        return viewer_on_site(self.house.owner)

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint.objects.get(id=self.endpoint_id)

    @property
    def news(self) -> list[tuple[str, str]]:
        return [one.news for one in self.heard]

    def answer(self, address: str, *, body: bytes, headers: dict[str, str], most: int, seconds: float) -> Answer:
        assert (most, seconds) == (0, 10)
        self.heard.append(Heard(address, headers, body))
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(said, Exception):
            raise said
        return Answer(said, "text/plain", b"")

    def work(self) -> None:
        """Do what is queued, as a worker does, until nothing is due."""
        while jobs := [one for one in waiting() if one.id not in self.done and _is_due(one)]:
            self.done.add(jobs[0].id)
            with site_scope(UUID(jobs[0].args["site"])):
                TASKS[jobs[0].task_name].shell(*jobs[0].args["arguments"])

    def next_due(self) -> datetime:
        """When the worker looks again."""
        return min(one.scheduled_at for one in waiting() if one.id not in self.done)

    def deliveries(self) -> list[Delivery]:
        return list(Delivery.objects.filter(endpoint=self.endpoint_id).order_by("id"))


def waiting() -> list[Any]:
    return list(ProcrastinateJob.objects.filter(task_name__in=TASKS, status="todo").order_by("id"))


def _is_due(job: Any) -> bool:
    return job.scheduled_at is None or job.scheduled_at <= clock.now() + timedelta(milliseconds=1)


def complete_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written is complete, and comes after all before it."""
    number, real, server = count(_FIRST), changes.write, changes._horizon()[0]
    last = [_FIRST - 1]

    def write(*given: Any) -> None:
        real(*given)
        last[0] = next(number)
        Change.objects.filter(transaction__lt=_FIRST).update(transaction=last[0])

    monkeypatch.setattr(changes, "write", write)
    monkeypatch.setattr(changes, "_horizon", lambda: (server, last[0] + 1))


def open_shop(
    house: Furnished,
    monkeypatch: pytest.MonkeyPatch,
    *,
    types: Any = tuple(EventType.values),
    name: str = "こもれび商店",
) -> Shop:
    """An endpoint of the open scope's site, which is told from now on."""
    given = {"name": name, "address": ADDRESS, "types": types}
    endpoint, secret = actions.add_endpoint(viewer_on_site(house.owner), **given)
    shop = Shop(house, endpoint.id, secret, done={one.id for one in waiting()})
    monkeypatch.setattr(asking, "call", shop.answer)
    return shop
