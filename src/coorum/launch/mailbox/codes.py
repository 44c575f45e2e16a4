"""The authenticator app of the demo: the codes of its staff, so that nobody who tries coorum needs a phone.

Only the demo writes down what apps know (`demo-accounts.json`). Where there is no demo, the page is empty.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coorum.factors import totp


def are_there(file: Path) -> bool:
    """Whether this run has a demo whose staff have apps."""
    return any("app" in account for account in _accounts(file))


def shown(file: Path) -> dict[str, Any]:
    """`accounts` with address, role and the code of this moment; `seconds` until the next code."""
    now = datetime.now(UTC)
    step = totp.step_at(now)
    accounts = [
        {**account, "code": totp.code_at(account["app"], step)} for account in _accounts(file) if "app" in account
    ]
    return {"accounts": accounts, "seconds": totp.STEP - int(now.timestamp()) % totp.STEP}


def _accounts(file: Path) -> list[dict[str, str]]:
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
