import pytest

from tests.cast import Cast
from tests.doors.api.house import Furnished, furnish


@pytest.fixture
def houses(cast: Cast) -> tuple[Furnished, Furnished]:
    return furnish(cast)


@pytest.fixture
def kissa(houses: tuple[Furnished, Furnished]) -> Furnished:
    return houses[0]


@pytest.fixture
def kiri(houses: tuple[Furnished, Furnished]) -> Furnished:
    return houses[1]
