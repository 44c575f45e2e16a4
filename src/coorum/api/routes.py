"""What the routes of this door ask of whoever calls, for the proof of the promise about it."""

from typing import Any

#: Where a key is shown to get an access token: nothing can be asked for before.
SHOWING = "makeToken"


def probe() -> dict[str, Any]:
    """`routes`: how many there are; `open`: those that ask for no key, or for none in particular."""
    from coorum.api.credentials import Scoped
    from coorum.api.v1 import API

    routes = [
        operation
        for router in API._get_bound_routers()  # those that answer; what the modules made are their patterns
        for path in router.path_operations.values()
        for operation in path.operations
    ]
    weak = [one.operation_id or one.view_func.__name__ for one in routes if not _asks(one, Scoped)]
    return {"routes": len(routes), "open": sorted(set(weak) - {SHOWING})}


def _asks(operation: Any, kind: type) -> bool:
    return bool(operation.auth_callbacks) and all(isinstance(one, kind) for one in operation.auth_callbacks)
