"""The whole of it with the demo: saved, brought back, opened; and whatever is killed on the way, a second try works."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

import psycopg
import pytest

from coorum.launch.backup.tables import LEFT_OUT
from coorum.launch.postgres import running
from coorum.launch.postgres.cluster import SUPERUSER
from tests.launch.folders import folder_for_data
from tests.launch.houses import Vault, complaint, coorum, counts, surroundings
from tests.launch.runs import start

pytestmark = pytest.mark.slow

LEAVE = """
from coorum.accounts.models import Member
from coorum.accounts.queries import viewer_on_site
from coorum.base.scope import site_scope
from coorum.provision.actions import leave_site
from coorum.sites.queries import all_sites
with site_scope(all_sites()[0].id):
    member = Member.objects.exclude(person__staff_roles__isnull=False).order_by("joined_at").first()
    print(member.id)
    leave_site(viewer_on_site(member.person), keep_posts=False)
"""


@pytest.fixture(scope="module")
def demo():
    """A folder with the small demo."""
    with folder_for_data() as data:
        data.mkdir(mode=0o711)
        coorum("manage", "migrate", "--verbosity", "0", COORUM_DATA=str(data))
        coorum("manage", "demo", "--first", "10", COORUM_DATA=str(data))
        (data / "settled").write_text("8000\n")
        (data / "tombstones").mkdir(exist_ok=True)
        yield data


@pytest.fixture
def vault(tmp_path: Path, demo: Path) -> Vault:
    vault = Vault(tmp_path)
    coorum("backup", "--make-key", str(tmp_path / "lock" / "key"))
    vault.save(*vault.lock, "--data", str(demo))
    return vault


def rows_of(data: Path) -> dict[str, int]:
    with running(data, durable=False) as cluster:
        return counts(cluster.url(SUPERUSER))


def test_the_demo_comes_back_opens_and_has_forgotten_who_left(vault: Vault, demo: Path, data: Path) -> None:
    before = rows_of(demo)
    left = coorum("manage", "shell", "-v", "0", "-c", LEAVE, COORUM_DATA=str(demo)).split()[-1]
    vault.bring_back("--data", str(data), "--tombstones", str(demo / "tombstones"))
    after = rows_of(data)
    kept = [name for name in before if name.startswith(("sites_", "accounts_m", "community_post", "community_comment"))]
    like_before = [name for name in kept if "like" not in name and "visit" not in name and "removal" not in name]
    assert {name: after[name] for name in like_before} == {name: before[name] for name in like_before}
    assert [after[name] for name in LEFT_OUT] == [0, 0, 0]
    with running(data, durable=False) as cluster, psycopg.connect(cluster.url(SUPERUSER)) as house:
        member = house.execute("SELECT display_name, has_left FROM accounts_member WHERE id = %s", [left]).fetchone()
        words = house.execute("SELECT body FROM community_post WHERE author_id = %s AND body <> ''", [left]).fetchall()
    assert (member, words) == (("—", True), [])
    assert "BROKEN" not in coorum("manage", "ledger", "verify", COORUM_DATA=str(data))
    run = start(data)
    try:
        request = Request(f"http://localhost:{run.port}/", headers={"Accept-Language": "ja"})
        with urlopen(request) as page:
            assert page.status == 200
    finally:
        run.stop()


def test_a_drill_leaves_nothing_but_its_evidence(vault: Vault, demo: Path) -> None:
    said = coorum("restore", str(vault.backups), *vault.lock, "--data", str(demo), "--drill")
    assert "The drill went well" in said
    with running(demo, durable=False) as cluster, psycopg.connect(cluster.url(SUPERUSER)) as house:
        kinds = "SELECT kind FROM ledger_entry WHERE kind LIKE 'operations.%' ORDER BY at DESC LIMIT 1"
        assert house.execute(kinds).fetchone() == ("operations.backup.drilled",)


def killed(seconds: float, *words: str) -> bool:
    """Start a command, and kill it after so many seconds; whether it was still at work."""
    call = [sys.executable, "-m", "coorum.launch.cli", *words]
    process = subprocess.Popen(
        call, env=surroundings({}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(seconds)  # that it is at work is what is wanted
    was_alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return was_alive


def test_a_restore_that_was_killed_is_not_opened_and_is_done_again(vault: Vault, demo: Path, data: Path) -> None:
    marks = ["--tombstones", str(demo / "tombstones")]
    words = ["restore", str(vault.backups), "--keys", str(vault.keys), *vault.lock, "--data", str(data), *marks]
    for seconds in (1.5, 3, 5, 7):
        killed(seconds, *words)
        if (data / "restoring").exists() and any(data.glob("pg[0-9][0-9]")):
            assert "has not ended" in complaint("run", "--no-demo", "--port", "18960", "--data", str(data))
    if not (data / "settled").exists():
        coorum(*words)
    assert rows_of(data)["community_post"] == rows_of(demo)["community_post"]


def test_a_backup_that_was_killed_leaves_none_and_the_next_one_works(vault: Vault, demo: Path) -> None:
    whole = set(vault.backups.glob("*.backup"))
    words = ["backup", "--to", str(vault.backups), *vault.lock, "--data", str(demo)]
    for tenths in (8, 11, 14, 17, 20):
        killed(tenths / 10, *words)
    for path in set(vault.backups.glob("*.backup")) - whole:  # those that were done before they were killed
        assert path.stat().st_size > 100_000
    coorum(*words)
    assert not list(vault.backups.glob(".*.half"))
