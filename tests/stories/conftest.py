"""The stories run the real thing: `coorum run` on a folder of its own, and the system's Chromium."""

import email
import email.policy
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from coorum.factors import totp
from coorum.launch.postgres import APP, OWNER, running
from coorum.launch.surroundings import Surroundings
from tests.cast import PASSWORD, SECRET
from tests.launch.runs import free_port

ROOT = Path(__file__).resolve().parents[2]
#: Put pictures of what the stories see into this folder (for people; nothing is compared).
PICTURES = os.environ.get("COORUM_PICTURES", "")
#: `PORT:FOLDER` of a seeded house that runs already, for writing stories without waiting for one.
STANDING = os.environ.get("COORUM_STORY_HOUSE", "")
#: How far behind the first port of the house its name server is, where a story brings one.
DNS = 5
#: The last step of time whose code was used, by address.
_used: dict[str, int] = {}
WIDTHS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All stories are marked, before anybody chooses by mark, and share one house in one process."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.story)
            item.add_marker(pytest.mark.xdist_group("stories"))


@dataclass(frozen=True)
class House:
    """A running coorum: its addresses, and the letters it sent."""

    here: Surroundings

    @property
    def web(self) -> str:
        return self.here.web

    @property
    def shop(self) -> str:
        return self.here.shop

    def letter_to(self, address: str, *, after: float, seconds: float = 20) -> str:
        """The plain text of the newest letter to this address written after the moment; waits for it."""
        body = self.mail_to(address, after=after, seconds=seconds).get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def mail_to(self, address: str, *, after: float, seconds: float = 20) -> EmailMessage:
        """The newest letter to this address written after the moment, with its headers; waits for it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for path in sorted((self.here.data / "mail").glob("*.eml"), reverse=True):
                letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                if letter["To"] == address and path.stat().st_mtime >= after:
                    return letter
            time.sleep(0.2)
        raise AssertionError(f"no letter to {address}")

    def run(self, *words: str) -> None:
        """`python -m …` in the environment of the house, whose database is open."""
        with running(self.here.data) as cluster:
            addresses = {"COORUM_DATABASE_URL": cluster.url(APP), "COORUM_OWNER_DATABASE_URL": cluster.url(OWNER)}
            environment = self.here.environment(addresses) | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
            # That of the tests: links in letters are signed with the house's own.
            environment.pop("COORUM_SECRET_KEY", None)
            subprocess.run([sys.executable, "-m", *words], env=environment, cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`coorum run --no-demo`, and a small seed."""
    if STANDING:
        port, _, folder = STANDING.partition(":")
        yield House(Surroundings(Path(folder), int(port)))
        return
    here = Surroundings(tmp_path_factory.mktemp("house"), free_port(slot=1))
    here.data.parent.chmod(0o711)
    command = [sys.executable, "-m", "coorum.launch.cli", "run", "--no-demo", "--port", str(here.port), "--data"]
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("COORUM_", "DJANGO_"))}
    environment = {**plain, "PYTHONPATH": str(ROOT / "src"), "COORUM_DNS": f"127.0.0.1:{here.port + DNS}"}
    log = (here.data.parent / "house.log").open("wb")
    process = subprocess.Popen([*command, str(here.data)], env=environment, stdout=log, stderr=log, cwd=ROOT)
    try:
        _wait_for(f"{here.web}/healthz", process, Path(log.name))
        opened = House(here)
        opened.run("tests.stories.seed")
        yield opened
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)
        log.close()


@pytest.fixture(params=[("ja", "phone"), ("en", "desk")], ids=["ja-390", "en-1280"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`visitor()`: a fresh person with a browser, in one language at one width; `script=False` without script.

    Complaints of a browser fail the story, but for answers with a status in `visitor.refusals` that it is about, and for what
    one of `visitor.excuses` says.
    """
    language, width = request.param
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(*, script: bool = True) -> Page:
        context = browser.new_context(
            locale={"ja": "ja-JP", "en": "en-US"}[language], viewport=WIDTHS[width], java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if script:
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        return page

    open_page.language, open_page.refusals, open_page.excuses = language, set(), set()  # type: ignore[attr-defined]
    yield open_page
    for context in contexts:
        context.close()
    about = {f"status of {status}" for status in open_page.refusals} | open_page.excuses  # type: ignore[attr-defined]
    assert [one for one in complaints if not any(status in one for status in about)] == []


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`look(page, name)`: nothing stands beyond the edge, axe finds nothing; keeps a picture where one is wanted."""
    from axe_playwright_python.sync_playwright import Axe

    def see(page: Page, name: str) -> None:
        page.wait_for_load_state("load")
        if PICTURES:
            where = request.node.callspec.id if hasattr(request.node, "callspec") else "x"
            page.screenshot(path=Path(PICTURES) / f"{name}-{where}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than the screen"
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == [], name

    return see


def code_in(letter: str) -> str:
    """The code in a letter."""
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4}|\d{6})\s*$", letter, re.MULTILINE)
    assert found, letter
    return found[1]


def enter_code(house: House, page: Page, address: str, *, after: float) -> None:
    """Where a code is asked for: that of the letter to `address`, once it is there."""
    page.wait_for_selector("input[name=code]")
    page.fill("input[name=code]", code_in(house.letter_to(address, after=after)))
    page.click("main form button.primary")


def link_in(letter: str, part: str) -> str:
    """The first address in a letter that has `part` in it."""
    return next(one for one in re.findall(r"https?://\S+", letter) if part in one)


def sign_in(page: Page, address: str, email_: str) -> None:
    """Go to `address`, and through the sign-in that stands before it."""
    page.goto(address)
    page.fill("input[name=login]", email_)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.primary")
    show_factor(page, email_)


def show_factor(page: Page, email_: str) -> None:
    """Where the app is asked for, a code of it that was not used; then on to where one wanted to go."""
    page.wait_for_url(lambda url: "/signin/login/" not in url)
    if "/signin/factor/" in page.url:
        page.fill("input[name=code]", fresh_code(email_))
        page.click("main form.panel button.primary")
    page.wait_for_url(lambda url: "/signin/" not in url)


def fresh_code(email_: str) -> str:
    """A code of the app of the seed's staff. Each is taken once, in the order of time: sometimes one must wait for the next.

    Never the code of the step before: the seed has used that one, and on a slow machine it is two steps old when it arrives.
    """
    step = max(_used.get(email_, 0) + 1, totp.step_at(datetime.now(UTC)))
    while step > totp.step_at(datetime.now(UTC)) + 1:
        time.sleep(0.5)
    _used[email_] = step
    return totp.code_at(SECRET, step)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(address, timeout=2)
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise AssertionError("the house did not open in time")
