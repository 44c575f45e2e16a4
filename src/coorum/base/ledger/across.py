"""Reading the whole ledger, for commands: across sites, and with a note that it was done."""

from collections.abc import Iterator
from contextlib import contextmanager

from coorum.base.events import SYSTEM
from coorum.base.every_site import every_site
from coorum.base.scope import provider_scope


@contextmanager
def every_chain(purpose: str) -> Iterator[None]:
    """Every chain can be read inside, and nothing written."""
    with provider_scope(), every_site(reason=f"{purpose}, from the shell", actor=SYSTEM):
        yield
