"""Nothing undocumented: Schemathesis makes up requests from the description, right and wrong ones, and reads the answers."""

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, strategies
from schemathesis.specs.openapi.checks import positive_data_acceptance

from coorum.api.description import described
from coorum.config.wsgi import application
from tests.cast import Cast
from tests.doors.api.house import Furnished, furnish

HOST = "http://kissa.test"
SCHEMA = schemathesis.openapi.from_dict(described(HOST))
SCHEMA.app = application
ROUTES = [one.ok() for one in SCHEMA.get_all_operations()]
#: The rules of the community say no to much that has the right shape: a blank title, an address where nobody may live.
LEFT_OUT = [positive_data_acceptance]
POSITIVE, NEGATIVE = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE


@pytest.fixture
def kissa(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Furnished]:
    """A house that answers through WSGI, in the transaction of the test."""
    for name in ("WITH_KEY", "WITHOUT_KEY", "WRONG"):
        monkeypatch.setattr(f"coorum.api.middleware.{name}", 1_000_000)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield furnish(cast)[0]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(house: Furnished, examples: int) -> None:
    """So many made-up requests of every route: of the right shape about what is there, and of any other."""
    sent = {"base_url": HOST, "headers": {"Authorization": f"Bearer {house.secret}"}, "excluded_checks": LEFT_OUT}
    for route in ROUTES:
        made_up = strategies.one_of(route.as_strategy(generation_mode=mode) for mode in (POSITIVE, NEGATIVE))

        @hypothesis.settings(
            max_examples=examples,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @hypothesis.given(case=made_up)
        def answers_as_described(case: Any) -> None:
            if case.meta.generation.mode == POSITIVE:
                for name in case.path_parameters or {}:
                    case.path_parameters[name] = str(house.ids[name.removesuffix("_id")])
            case.call_and_validate(**sent)

        answers_as_described()


def test_nothing_undocumented_is_found(kissa: Furnished) -> None:
    ask(kissa, 3)


@pytest.mark.slow
def test_nothing_undocumented_is_found_in_a_long_search(kissa: Furnished) -> None:
    ask(kissa, 150)
