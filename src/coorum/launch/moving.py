"""A run on other ports than the last one: what the database calls `localhost:8000` moves along.

Only addresses on this machine are touched, only in our own database, and by its superuser, since they belong to many
sites. No real deployment has any; so no evidence is left of it.
"""

import psycopg

from coorum.launch.surroundings import Surroundings

DOMAINS = "UPDATE sites_domain SET host = left(host, -length(%(old)s)) || %(new)s WHERE host ~ ('localhost' || %(old)s || '$')"
ORIGINS = "UPDATE sites_embedorigin SET origin = %(new)s WHERE origin = %(old)s"


def move(superuser: str, old: Surroundings, new: Surroundings) -> None:
    """Rewrite the hosts of sites and the shop's origin; `superuser` is an address of the database."""
    with psycopg.connect(superuser) as connection:
        connection.execute(DOMAINS, {"old": f":{old.port}", "new": f":{new.port}"})
        connection.execute(ORIGINS, {"old": old.shop, "new": new.shop})
