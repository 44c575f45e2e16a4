"""Gates: questions that rooms downstairs must ask, and a room upstairs answers.

The owning room registers its gate at start-up; a gate that nobody registered refuses. So a forgotten registration
closes a door instead of opening one.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused

Gate = Callable[..., None]
_gates: dict[str, Gate] = {}


def register(name: str, gate: Gate) -> None:
    """`gate(**facts)` returns None to let pass and raises `Refused` otherwise."""
    _gates[name] = gate


def ensure_open(name: str, **facts: Any) -> None:
    """Ask the gate; raises `Refused`, also where nobody answers."""
    gate = _gates.get(name)
    if gate is None:
        raise Refused("gate_closed", _("This is not available at the moment."), gate=name)
    gate(**facts)
