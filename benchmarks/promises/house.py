"""A throw-away deployment: the demo's provider and one of its members, many times over, with chains that hold.

Rows are copies of those that the product made itself, so that they are as wide as real ones; only ids, addresses and names
differ. Entries are chained here, in the format of docs/evidence.md, and signed by the product.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg

from coorum.launch.keys import ensure_keys
from coorum.launch.postgres import APP, OWNER, Cluster, ensure_roles

TIME = "2026-01-05T09:30:00.000000Z"
#: Everybody's ids; made so long ago that nobody takes them for new.
PEOPLE = """
CREATE SCHEMA bench;
CREATE TABLE IF NOT EXISTS bench.site (n int PRIMARY KEY, id uuid DEFAULT uuidv7(interval '-300 days'));
CREATE TABLE IF NOT EXISTS bench.member (n int PRIMARY KEY, site uuid,
    person uuid DEFAULT uuidv7(interval '-200 days'), member uuid DEFAULT uuidv7(interval '-200 days'),
    receipt uuid DEFAULT uuidv7(interval '-190 days'), consent uuid DEFAULT uuidv7(interval '-190 days'),
    provision uuid DEFAULT uuidv7(interval '-180 days'), profile uuid DEFAULT uuidv7(interval '-180 days'))
"""
COPIED = {
    "accounts_person": "'id', m.person, 'email', 'p' || m.n || '@bench.example', 'ledger_ref', md5('p' || m.n)",
    "account_emailaddress": "'id', 1000000 + m.n, 'user_id', m.person, 'email', 'p' || m.n || '@bench.example'",
    "accounts_member": "'id', m.member, 'site_id', m.site, 'person_id', m.person, 'user_id', 'u' || m.n, "
    "'ledger_ref', md5('m' || m.n)",
    "consent_receipt": "'id', m.receipt, 'site_id', m.site, 'person_id', m.person, 'ledger_key', uuidv7()",
    "consent_consent": "'id', m.consent, 'site_id', m.site, 'person_id', m.person, 'receipt_id', m.receipt",
    "provision_provision": "'id', m.provision, 'site_id', m.site, 'person_id', m.person, 'member_id', m.member, "
    "'receipt_id', m.receipt",
    "provision_providedprofile": "'id', m.profile, 'site_id', m.site, 'member_id', m.member, 'provision_id', m.provision",
    "provision_reach": "'id', m.profile, 'community_id', m.site, 'person_id', m.person",
}
TEMPLATE = """
SELECT p.person_id, p.site_id, p.member_id, p.receipt_id, p.id, f.id, r.id, e.id, c.id
FROM provision_provision p JOIN provision_providedprofile f ON f.site_id = p.site_id AND f.provision_id = p.id
JOIN provision_reach r ON r.person_id = p.person_id AND r.community_id = p.site_id
JOIN account_emailaddress e ON e.user_id = p.person_id AND e.verified AND e.primary
JOIN consent_consent c ON c.site_id = p.site_id AND c.receipt_id = p.receipt_id AND c.kind = 'provision'
WHERE p.closed_at IS NULL LIMIT 1
"""


def furnish(cluster: Cluster, folder: Path) -> None:
    """Tables, keys and the demo. From here on this process' environment is that of the application."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "coorum.config.settings.dev",
        "COORUM_MODE": "dev",
        "COORUM_SECRET_KEY": secrets.token_hex(32),
        "COORUM_DATA": str(folder),
        "COORUM_DATABASE_URL": cluster.url(APP),
        "COORUM_OWNER_DATABASE_URL": cluster.url(OWNER),
    }
    ensure_roles(cluster)
    ensure_keys(folder / "keys")
    # Told how many to write, the demo does not make itself small beside others' work.
    demo = ["demo", "--posts", "1", "--first", "1000000"]
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input"], demo):
        subprocess.run([sys.executable, "-m", "django", *command], check=True, stdout=subprocess.DEVNULL)
    with psycopg.connect(cluster.superuser_url, autocommit=True, dbname="coorum") as superuser:
        # One process a query, so that the seconds of a pass are those of two processes; nothing else works meanwhile.
        superuser.execute("ALTER SYSTEM SET max_parallel_workers_per_gather = 0")
        superuser.execute("ALTER SYSTEM SET autovacuum = off")
        superuser.execute("SELECT pg_reload_conf()")
        superuser.execute(PEOPLE)


def grow(cluster: Cluster, *, sites: int, members: int, entries: int) -> None:
    """Grow to so many sites, members and entries in all (beside the demo's), and have the chains signed."""
    with psycopg.connect(cluster.superuser_url, autocommit=True, dbname="coorum") as superuser:
        superuser.execute("SET session_replication_role = replica")
        _people(superuser, sites, members)
        for row in superuser.execute("SELECT id FROM bench.site ORDER BY n").fetchall():
            _chain(superuser, row[0], entries // sites)
        superuser.execute("VACUUM (ANALYZE)")
    sign = "import django; django.setup(); from coorum.base.ledger import heads; from datetime import timedelta\n"
    sign += "while heads.sign_heads(pause=timedelta()): pass"
    subprocess.run([sys.executable, "-c", sign], check=True)


def crowd(cluster: Cluster, *, people: int) -> None:
    """Let so many people have an account, most of them in no community: a letter to everybody goes to them as well."""
    with psycopg.connect(cluster.superuser_url, autocommit=True, dbname="coorum") as superuser:
        superuser.execute("SET session_replication_role = replica")
        person, _site, _member, _receipt, _provision, _profile, _reach, email, _consent = (
            superuser.execute(TEMPLATE).fetchone() or ()
        )
        (first,) = superuser.execute("SELECT count(*) FROM bench.member").fetchone() or ()
        superuser.execute("INSERT INTO bench.member (n) SELECT generate_series(%s::int, %s)", [first, people - 1])
        _copy(superuser, "accounts_person", person, first)
        _copy(superuser, "account_emailaddress", email, first)
        superuser.execute("VACUUM (ANALYZE) accounts_person, account_emailaddress")


def _people(superuser: psycopg.Connection[Any], sites: int, members: int) -> None:
    person, site, member, receipt, provision, profile, reach, email, consent = (
        superuser.execute(TEMPLATE).fetchone() or ()
    )
    ids = dict(zip(COPIED, (person, email, member, receipt, consent, provision, profile, reach), strict=True))
    (first,) = superuser.execute("SELECT count(*) FROM bench.member").fetchone() or ()
    superuser.execute(
        "INSERT INTO bench.site (n) SELECT g FROM generate_series(0, %s) g ON CONFLICT DO NOTHING", [sites - 1]
    )
    superuser.execute(
        "INSERT INTO sites_site SELECT (jsonb_populate_record(s, jsonb_build_object('id', b.id, 'slug', 'bench' || b.n))).* "
        "FROM sites_site s, bench.site b WHERE s.id = %s ON CONFLICT DO NOTHING",
        [site],
    )
    superuser.execute(
        "INSERT INTO sites_domain (host, community_id, is_primary) SELECT 'bench' || n || '.bench.example', id, true "
        "FROM bench.site ON CONFLICT DO NOTHING"
    )
    superuser.execute(
        "INSERT INTO bench.member (n, site) "
        "SELECT g, b.id FROM generate_series(%s::int, %s) g JOIN bench.site b ON b.n = g %% %s",
        [first, members - 1, sites],
    )
    for table in COPIED:
        _copy(superuser, table, ids[table], first)


def _copy(superuser: psycopg.Connection[Any], table: str, row: Any, first: int) -> None:
    """One row of a table again for everybody from `first` on."""
    superuser.execute(
        f"INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object({COPIED[table]}))).* "  # noqa: S608
        f"FROM {table} t, bench.member m WHERE t.id = %s AND m.n >= %s",
        [row, first],
    )


def _chain(superuser: psycopg.Connection[Any], site: Any, length: int) -> None:
    """Let this site's chain have so many entries: each provision's own first, then acts of members."""
    row = superuser.execute("SELECT n, encode(hash, 'hex') FROM ledger_chain WHERE site_id = %s", [site]).fetchone()
    n, prev = row or (0, "0" * 64)
    unwritten = """SELECT m.provision::text FROM bench.member m WHERE m.site = %s AND NOT EXISTS (
        SELECT FROM ledger_entry e WHERE e.site_id = m.site AND e.key = m.provision) ORDER BY m.n"""
    keys = (key for (key,) in superuser.execute(unwritten, [site]).fetchall())
    columns = "site_id, n, kind, version, at, actor, subject, refs, key, prev, hash"
    with superuser.cursor() as cursor, cursor.copy(f"COPY ledger_entry ({columns}) FROM STDIN") as rows:
        for one in _entries(str(site), n, prev, length, keys):
            rows.write_row(one)
            n, prev = one[1], one[-1][2:]
    superuser.execute(
        "INSERT INTO ledger_chain (site_id, n, hash) VALUES (%s, %s, decode(%s, 'hex')) "
        "ON CONFLICT (site_id) DO UPDATE SET n = excluded.n, hash = excluded.hash",
        [site, n, prev],
    )


def _entries(site: str, n: int, prev: str, length: int, keys: Iterator[str]) -> Iterator[tuple[Any, ...]]:
    while n < length:
        n, key, subject = n + 1, next(keys, None), secrets.token_hex(16)
        kind = "provision.provision.made" if key else "community.subject.removed"
        refs = f'{{"actor_ref":"{secrets.token_hex(20)}","policy":"{secrets.token_hex(32)}"}}'
        text = (
            f'{{"actor":"member","commit":null,"key":{f'"{key}"' if key else "null"},"kind":"{kind}","n":{n},"prev":"{prev}",'
            f'"refs":{refs},"site":"{site}","subject":"{subject}","time":"{TIME}","version":1}}'
        )
        made = sha256(b"coorum ledger entry 1\n" + text.encode()).hexdigest()
        yield site, n, kind, 1, TIME, "member", subject, refs, key, f"\\x{prev}", f"\\x{made}"
        prev = made
