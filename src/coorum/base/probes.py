"""Questions that doors answer about themselves, for proofs: the rooms ask by name and stay strangers to the web.

A door registers a probe for what it shows or takes; it answers plain facts, measured when it is asked.
"""

from collections.abc import Callable, Mapping
from typing import Any

Probe = Callable[[], Mapping[str, Any]]
_probes: dict[str, Probe] = {}


def register(name: str, probe: Probe) -> None:
    """Offer an answer under this name, once."""
    if name in _probes:
        raise ValueError(f"probe {name} is registered twice")
    _probes[name] = probe


def ask(name: str) -> Mapping[str, Any]:
    """What the door says now; LookupError where no door answers to this name."""
    if name not in _probes:
        raise LookupError(f"no door answers to {name}")
    return _probes[name]()
