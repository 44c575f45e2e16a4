"""The plan is made once: all its tests only read it."""

from datetime import UTC, datetime

import pytest

from coorum.demo.kinds import Plan
from coorum.demo.plan import plan

NOW = datetime(2026, 7, 12, 3, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def told() -> Plan:
    return plan(now=NOW)
