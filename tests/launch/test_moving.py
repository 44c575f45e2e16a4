"""Another port than last time: the addresses on this machine move along, and no others."""

from pathlib import Path

import psycopg
import pytest

from coorum.launch.moving import move
from coorum.launch.postgres import Cluster
from coorum.launch.surroundings import Surroundings

OLD, NEW = Surroundings(Path(), 8000), Surroundings(Path(), 9100)


@pytest.fixture
def superuser(cluster: Cluster) -> str:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE sites_domain (host text)")
        connection.execute("CREATE TABLE sites_embedorigin (origin text)")
        hosts = ["localhost:8000", "asamoya.localhost:8000", "localhost:18000", "community.example:8000"]
        connection.execute("INSERT INTO sites_domain SELECT unnest(%s::text[])", [hosts])
        origins = ["http://localhost:8003", "https://shop.example"]
        connection.execute("INSERT INTO sites_embedorigin SELECT unnest(%s::text[])", [origins])
    return cluster.url("postgres")


def test_only_addresses_on_this_machine_move(superuser: str) -> None:
    move(superuser, OLD, NEW)
    with psycopg.connect(superuser) as connection:
        hosts = {host for (host,) in connection.execute("SELECT host FROM sites_domain")}
        origins = {origin for (origin,) in connection.execute("SELECT origin FROM sites_embedorigin")}
        connection.execute("DROP TABLE sites_domain, sites_embedorigin")
    assert hosts == {"localhost:9100", "asamoya.localhost:9100", "localhost:18000", "community.example:8000"}
    assert origins == {"http://localhost:9103", "https://shop.example"}


@pytest.mark.django_db
def test_the_tables_are_called_what_we_call_them() -> None:
    from coorum.sites.models import Domain, EmbedOrigin

    assert (Domain._meta.db_table, EmbedOrigin._meta.db_table) == ("sites_domain", "sites_embedorigin")
