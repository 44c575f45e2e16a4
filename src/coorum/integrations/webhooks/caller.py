"""The operator's system behind an endpoint, as provision's gateway knows it: under this name members see what it was told."""

from dataclasses import dataclass
from uuid import UUID

from coorum.accounts.models import Person
from coorum.accounts.queries import Viewer
from coorum.base.events import Party
from coorum.integrations.webhooks.models import Endpoint


@dataclass(frozen=True, kw_only=True)
class Receiver(Viewer):
    """Who is told. Nobody is signed in: `person` is whoever answers for the endpoint."""

    endpoint_id: UUID
    name: str

    @property
    def party(self) -> Party:
        return as_party(self.endpoint_id)

    @property
    def display_name(self) -> str:
        return self.name


def receiver(endpoint: Endpoint) -> Receiver:
    """Who is told at this endpoint."""
    return Receiver(person=Person(id=endpoint.made_by), endpoint_id=endpoint.id, name=endpoint.name)


def as_party(endpoint_id: UUID) -> Party:
    """How the evidence names an endpoint."""
    return Party("webhook", endpoint_id, endpoint_id.hex)
