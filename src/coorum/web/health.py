"""`/readyz`: may this process take traffic?"""

from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from coorum.base.heartbeat import last_beat


def ready(request: HttpRequest) -> JsonResponse:
    """Database, migrations and the worker's heartbeat, each `ok` or what is wrong; 503 where one is wrong."""
    checks = {"database": "ok", "migrations": _migrations(), "worker": _worker()}
    good = all(state == "ok" for state in checks.values())
    return JsonResponse({"status": "ok" if good else "unready", "checks": checks}, status=200 if good else 503)


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} not applied" if missing else "ok"


def _worker() -> str:
    beat = last_beat()
    if beat is None:
        return "never seen"
    return "ok" if timezone.now() - beat < timedelta(seconds=60) else "silent"
