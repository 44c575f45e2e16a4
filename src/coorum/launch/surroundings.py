"""The environment of what `coorum run` and `coorum manage` start on a development machine."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coorum.launch.checkout import PACKAGE

FIRST_PORT = 8000


@dataclass(frozen=True)
class Surroundings:
    """A data folder and the first of five ports: web, live events, mailbox, shop, letters to the provider."""

    data: Path
    port: int

    @property
    def ports(self) -> dict[str, int]:
        names = ("web", "live events", "mailbox", "shop", "letters to the provider")
        return {name: self.port + offset for offset, name in enumerate(names)}

    @property
    def web(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def live(self) -> str:
        return f"http://localhost:{self.port + 1}"

    @property
    def mailbox(self) -> str:
        return f"http://localhost:{self.port + 2}"

    @property
    def shop(self) -> str:
        return f"http://localhost:{self.port + 3}"

    @property
    def inbox(self) -> Path:
        """Where letters to the provider wait to be taken in."""
        return self.data / "inbox"

    def environment(self, addresses: Mapping[str, str]) -> dict[str, str]:
        """A whole environment for a child; `addresses` are those of the database."""
        return {
            **os.environ,
            **addresses,
            "COORUM_MODE": "dev",
            "COORUM_DATA": str(self.data),
            "COORUM_KEYS": str(self.data / "keys"),
            "COORUM_MAIL_FOLDER": str(self.data / "mail"),
            "COORUM_INBOX_FOLDER": str(self.inbox),
            "COORUM_PROVIDER_HOST": f"localhost:{self.port}",
            "COORUM_LIVE_URL": f"{self.live}/live/",
            "COORUM_SHOP_URL": self.shop,
            "DJANGO_SETTINGS_MODULE": "coorum.config.settings.dev",
            "PYTHONPATH": str(PACKAGE.parent),
            "PYTHONUNBUFFERED": "1",
        }


def command(*words: str) -> list[str]:
    """The command line of one of our own commands, by this very Python."""
    return [sys.executable, "-m", "coorum.launch.cli", *words]
