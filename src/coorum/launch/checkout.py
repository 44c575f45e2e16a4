"""Whether we run from a checkout or from an installed wheel, and where things lie in each."""

import os
from pathlib import Path

from coorum.launch.trouble import Trouble

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
IS_CHECKOUT = (ROOT / "pyproject.toml").is_file() and (ROOT / "coorum").is_file()


def default_data() -> Path:
    """COORUM_DATA, or `.data` in the checkout; with a wheel, `.data` where one stands."""
    return Path(os.environ.get("COORUM_DATA") or (ROOT if IS_CHECKOUT else Path.cwd()) / ".data")


def require(command: str) -> None:
    """Refuse what needs the sources."""
    if not IS_CHECKOUT:
        raise Trouble(f"“coorum {command}” works in a checkout of the sources only.")
