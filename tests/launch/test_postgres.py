"""The embedded PostgreSQL: roles, sharing, adoption, what a death leaves behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from coorum.launch.postgres import Cluster, ensure_database, ensure_roles, running
from coorum.launch.postgres.cluster import cluster_in
from coorum.launch.postgres.places import socket_folder
from coorum.launch.postgres.server import postmaster
from coorum.launch.role import ensure_walled
from coorum.launch.trouble import Trouble


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def test_the_application_role_owns_nothing_and_bypasses_nothing(cluster: Cluster) -> None:
    rights = "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolinherit FROM pg_roles"
    assert ask(cluster.url("coorum_app"), f"{rights} WHERE rolname = current_user") is False
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'coorum'"
    assert ask(cluster.url("coorum_app"), owner) == "coorum_owner"


def test_the_application_becomes_every_site_only_by_asking(cluster: Cluster) -> None:
    grant = "SELECT inherit_option::text || set_option FROM pg_auth_members WHERE member = 'coorum_app'::regrole"
    assert ask(cluster.superuser_url, grant) == "falsetrue"
    assert ask(cluster.url("coorum_app"), "SELECT set_config('role', 'coorum_every_site', true)")


@pytest.mark.parametrize("role", ["coorum_every_site", "coorum_auditor", "somebody"])
def test_other_roles_cannot_log_in(cluster: Cluster, role: str) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url(role))


def test_roles_and_databases_may_be_ensured_again(cluster: Cluster) -> None:
    with psycopg.connect(cluster.superuser_url, autocommit=True) as connection:
        connection.execute("ALTER ROLE coorum_app BYPASSRLS")
        connection.execute("GRANT coorum_every_site TO coorum_app WITH INHERIT TRUE")
    ensure_roles(cluster)
    ensure_database(cluster, "another")
    assert ask(cluster.url("coorum_owner", "another"), "SELECT 1") == 1
    test_the_application_role_owns_nothing_and_bypasses_nothing(cluster)
    test_the_application_becomes_every_site_only_by_asking(cluster)


def test_it_sorts_alike_everywhere_and_listens_only_on_a_socket(cluster: Cluster) -> None:
    locale = "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'coorum'"
    assert ask(cluster.superuser_url, locale) == "bC.UTF-8"
    assert ask(cluster.superuser_url, "SHOW listen_addresses") == ""
    assert cluster.socket.stat().st_mode & 0o077 == 0


def test_a_second_user_shares_the_server_and_the_last_one_stops_it(data: Path) -> None:
    with running(data, durable=False) as first:
        pid = postmaster(first)
        second = cluster_in(data, durable=False)
        second.start()
    assert postmaster(second) == pid
    assert ask(second.superuser_url, "SELECT 1") == 1
    second.stop()
    assert postmaster(second) is None


def test_content_is_found_again(data: Path) -> None:
    with running(data, durable=False) as cluster:
        ensure_roles(cluster)
        with psycopg.connect(cluster.url("coorum_owner")) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 'はい' AS word")
    with running(data, durable=False) as cluster:
        assert ask(cluster.url("coorum_owner"), "SELECT word FROM kept") == "はい"


def test_a_server_whose_launcher_was_killed_is_adopted(data: Path) -> None:
    program = (
        "import os, pathlib, sys; from coorum.launch.postgres.cluster import cluster_in\n"
        "cluster_in(pathlib.Path(sys.argv[1]), durable=False).start(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, data], env={**os.environ, "PYTHONPATH": "src"})
    left = postmaster(cluster_in(data))
    assert left is not None
    with running(data, durable=False) as cluster:
        assert postmaster(cluster) == left
    assert postmaster(cluster) is None


def test_a_dead_postmaster_that_nobody_buried_is_not_taken_for_alive(data: Path) -> None:
    with running(data, durable=False) as cluster:
        pid = postmaster(cluster)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)  # we are its parent and do not wait: a zombie
        with running(data, durable=False) as again:
            assert postmaster(again) != pid
            assert ask(again.superuser_url, "SELECT 1") == 1


def test_a_stranger_with_the_number_of_the_dead_server_is_left_alone(data: Path) -> None:
    with running(data, durable=False) as cluster:
        lock = (cluster.folder / "postmaster.pid").read_text().splitlines()
    (cluster.folder / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lock[1:]]) + "\n")
    cluster.account.give(cluster.folder / "postmaster.pid")
    with running(data, durable=False) as again:
        assert ask(again.superuser_url, "SELECT 1") == 1


def test_a_death_while_the_cluster_is_made_leaves_nothing_in_the_way(data: Path) -> None:
    (data / "pg18.half" / "base").mkdir(parents=True)
    with running(data, durable=False) as cluster:
        assert ask(cluster.superuser_url, "SELECT 1") == 1


def test_data_of_another_major_version_is_named(data: Path) -> None:
    (data / "pg17").mkdir(parents=True)
    with pytest.raises(Trouble, match="written by PostgreSQL 17 and here runs 18"):
        cluster_in(data)


def test_what_postgresql_says_when_it_cannot_start_is_passed_on(data: Path) -> None:
    with running(data, durable=False) as cluster:
        pass
    (cluster.folder / "PG_VERSION").write_text("9\n")
    with pytest.raises(Trouble, match="incompatible with server"):
        cluster.start()


def test_a_long_path_gets_a_short_socket_of_its_own(data: Path) -> None:
    long = data / ("long" * 30)
    with running(long, durable=False) as cluster:
        assert len(str(cluster.socket)) < 40
        assert ask(cluster.superuser_url, "SELECT 1") == 1
        assert cluster.socket.stat().st_mode & 0o077 == 0
    cluster.socket.rmdir()


def test_a_short_socket_folder_of_somebody_else_is_refused(data: Path) -> None:
    cluster = cluster_in(data / ("long" * 30))
    cluster.socket.chmod(0o755)
    with pytest.raises(Trouble, match="belongs to somebody else"):
        socket_folder(cluster.folder, cluster.account)
    cluster.socket.rmdir()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        ("ALTER ROLE coorum_app BYPASSRLS", "bypasses row-level security"),
        ("ALTER ROLE coorum_app SUPERUSER", "is a superuser"),
        ("GRANT coorum_owner TO coorum_app WITH INHERIT TRUE", "has the rights of their owner"),
        ("ALTER TABLE walled OWNER TO coorum_app", "owns walled tables"),
    ],
)
def test_start_up_refuses_a_role_that_looks_over_the_wall(cluster: Cluster, make: str, reason: str) -> None:
    ensure_roles(cluster)
    with psycopg.connect(cluster.url("coorum_owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS walled (id int)")
        owner.execute("ALTER TABLE walled ENABLE ROW LEVEL SECURITY")
    ensure_walled(cluster.url("coorum_app"))
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as superuser:
        superuser.execute(make)
        with pytest.raises(Trouble, match=reason):
            ensure_walled(cluster.url("coorum_app"))
        superuser.execute("DROP TABLE walled")
        superuser.execute("REVOKE coorum_owner FROM coorum_app")
    ensure_roles(cluster)


def test_the_socket_of_a_foreign_server_is_not_taken_away(cluster: Cluster, data: Path) -> None:
    second = cluster_in(data, durable=False)
    second.socket = cluster.socket
    with pytest.raises(Trouble, match=r"Another PostgreSQL answers|already exists"):
        second.start()
    assert ask(cluster.superuser_url, "SELECT 1") == 1
