from collections.abc import Iterator

import pytest

from coorum.base.scope import site_scope
from coorum.integrations.models import Change
from tests.cast import Cast
from tests.doors.api.house import furnish
from tests.integrations.webhooks.shop import Shop, complete_at_once, open_shop


@pytest.fixture
def shop(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """Kissa's shop, told of everything; the scope is Kissa's."""
    kissa, _kiri = furnish(cast)
    complete_at_once(monkeypatch)
    with site_scope(kissa.site.id):
        Change.objects.all().delete()
        yield open_shop(kissa, monkeypatch)
