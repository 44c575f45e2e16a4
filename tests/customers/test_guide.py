"""The samples of the guide do what it says: they are run as they stand there."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from coorum.customers import payload
from coorum.linking.tokens import Untrue

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "customer-ids.md"
SECRET = "the secret from the console"
CUSTOMER = {"id": "C-1001 & 顧客", "email": "nozomi+shop@people.example", "name": "架空 のぞみ"}
ASKED = {"nonce": "n" * 43, "return_sso_url": "https://provider.example/signin/customer/kissa/return/"}


def sample(language: str) -> str:
    """The blocks of one language, one after the other."""
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL))


def in_python(secret: str = SECRET) -> str:
    names: dict[str, Any] = {}
    exec(sample("python"), names)  # noqa: S102  our own page
    return str(names["answer"](payload.packed(ASKED, secret), CUSTOMER))


def in_javascript(secret: str = SECRET) -> str:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no JavaScript on this machine")
    given = json.dumps([payload.packed(ASKED, secret), CUSTOMER])
    script = f"{sample('javascript')}\nprocess.stdout.write(answer(...{given}));"
    return subprocess.run([node, "-e", script], capture_output=True, check=True, timeout=30, text=True).stdout


@pytest.mark.parametrize("speak", [in_python, in_javascript])
def test_the_sample_answers_our_question_and_nobody_elses(speak: Any) -> None:
    way, _, query = speak().partition("?")
    said = payload.read(dict(parse_qsl(query)), [SECRET])
    assert way == ASKED["return_sso_url"]
    assert said == {"nonce": ASKED["nonce"], "external_id": CUSTOMER["id"], "email": CUSTOMER["email"]}
    with pytest.raises((ValueError, subprocess.CalledProcessError)):
        speak("a secret of somebody else's")


def test_the_sample_for_changes_is_believed_once_signed() -> None:
    names: dict[str, Any] = {}
    exec(sample("python"), names)  # noqa: S102  our own page
    body = dict(parse_qsl(names["change"](CUSTOMER)))
    assert payload.read(body, ["another", SECRET])["name"] == CUSTOMER["name"]
    with pytest.raises(Untrue, match="signature"):
        payload.read(body, ["another"])
