"""npm's libraries, installed once for the slow tests, outside the repository and by their hashes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doors.signin.websites.conftest import guest_shop, mika, party, shop  # noqa: F401  the shop of those tests

HERE = Path(__file__).parent / "npm"
#: What npm may wait for, in seconds.
PATIENCE = 240


@pytest.fixture(scope="session")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scripts and all they need. No program of a package runs while it is installed (`.npmrc`)."""
    npm = shutil.which("npm")
    if not (shutil.which("node") and npm):
        _leave_out("there is no node with npm here")
    folder = tmp_path_factory.mktemp("npm") / "foreign"
    shutil.copytree(HERE, folder)
    # Only what it needs to run and to find the registry that this machine is set up for.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COORUM_")}
    try:
        done = subprocess.run(
            [npm, "ci", "--no-progress"], cwd=folder, env=kept, capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        _leave_out("no registry answered npm in time")
    if done.returncode:
        if "EINTEGRITY" in done.stderr:
            pytest.fail(f"a package is not what the lock says:\n{done.stderr[-2000:]}")
        _leave_out(f"npm could not install them: {done.stderr.strip().splitlines()[-1:]}")
    return folder


def _leave_out(why: str) -> None:
    """Loudly: what was not tried is not known to hold."""
    words = f"npm's openid-client and oidc-provider are LEFT OUT: {why}."
    print(f"\n*** {words}", file=sys.__stderr__, flush=True)
    pytest.skip(words)
