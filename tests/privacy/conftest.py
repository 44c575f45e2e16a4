"""The provider's scope, a way to the pages of the portal, and a case on its way."""

from collections.abc import Callable, Iterator

import pytest

from coorum.accounts.models import Person
from coorum.base import links
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope
from coorum.privacy import actions
from coorum.privacy.clients.payments import SandboxPayments
from coorum.privacy.kinds import Form, Kind
from coorum.privacy.models import RightsRequest
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _ways() -> None:
    """Letters and the sandbox name pages of the portal's door."""
    links._builders.setdefault("rights_request", lambda one: f"/my/data/requests/{one}/")
    links._builders.setdefault("sandbox_payment", lambda one: f"/my/data/requests/{one}/sandbox/")


@pytest.fixture
def desk_scope(cast: Cast) -> Iterator[Cast]:
    """The provider's scope, for tests of the room."""
    with provider_scope():
        yield cast


@pytest.fixture
def officer(desk_scope: Cast) -> Party:
    return Party("officer", desk_scope.desk.id, desk_scope.desk.ledger_ref)


@pytest.fixture
def second(desk_scope: Cast) -> Party:
    """Another officer."""
    return Party("officer", new_id(), "a" * 40)


@pytest.fixture
def asked() -> Callable[..., RightsRequest]:
    """`asked(person, kind)`: a case whose asker has shown who they are."""

    def ask(person: Person, kind: Kind = Kind.DISCLOSURE, words: str = "すべて", **more: object) -> RightsRequest:
        request = actions.ask(person, kind=kind, words=words, **more)  # type: ignore[arg-type]
        return actions.confirm_identity(person, request=request)

    return ask


@pytest.fixture
def paid(asked: Callable[..., RightsRequest]) -> Callable[..., RightsRequest]:
    """`paid(person, kind)`: the same, and the fee is paid in the sandbox; nothing is searched yet."""

    def pay(
        person: Person, kind: Kind = Kind.DISCLOSURE, form: Form = Form.ELECTRONIC, **more: object
    ) -> RightsRequest:
        request = asked(person, kind, form=form, **more)
        word = SandboxPayments().word_for(request.id.hex)
        return actions.settle_payment(request, answer=word)

    return pay
