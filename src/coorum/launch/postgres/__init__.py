"""PostgreSQL without a server installed by hand, for trying coorum, for one box and for tests.

    with running(Path(".data")) as cluster:
        ensure_roles(cluster)
        psycopg.connect(cluster.url("coorum_app"))

A real server is used through COORUM_DATABASE_URL and needs nothing from here but `roles.sql`.
"""

from .cluster import Cluster, running
from .roles import APP, OWNER, ensure_database, ensure_roles

__all__ = ["APP", "OWNER", "Cluster", "ensure_database", "ensure_roles", "running"]
