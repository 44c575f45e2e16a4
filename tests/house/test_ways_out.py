"""Whatever leaves for somebody else leaves through one door: nobody else in the house opens connections or links away."""

import ast
import re
from pathlib import Path

import coorum

HOUSE = Path(coorum.__file__).parent
#: What opens a connection, by the name it is imported under.
OPENERS = {"urlopen", "build_opener", "HTTPConnection", "HTTPSConnection", "create_connection", "requests", "httpx"}
OPENERS |= {"aiohttp", "urllib3", "socket", "smtplib", "imaplib", "ftplib", "poplib", "dns"}
#: The door for calls, the one to the mailbox under contract, and the one to the DNS. The process supervisor knows no tables.
DOORS = {"base/calling.py", "enquiries/clients/imap.py", "sites/clients/dns.py"}


def imported(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = [one for one in ast.walk(tree) if isinstance(one, ast.Import | ast.ImportFrom)]
    theirs = [one for one in nodes if not (isinstance(one, ast.ImportFrom) and (one.module or "").startswith("coorum"))]
    froms = {(one.module or "").partition(".")[0] for one in theirs if isinstance(one, ast.ImportFrom)}
    return {alias.name.partition(".")[0] for one in theirs for alias in one.names} | froms


def test_nobody_opens_connections_but_the_doors() -> None:
    files = {file.relative_to(HOUSE).as_posix(): file for file in HOUSE.rglob("*.py")}
    found = {name for name, file in files.items() if imported(file) & OPENERS and not name.startswith("launch/")}
    assert found == DOORS


def test_templates_link_to_no_address_of_somebody_elses_by_themselves() -> None:
    """The view takes it through the door (web.away) and gives the page what is left of it."""
    pages = [page.read_text(encoding="utf-8") for page in HOUSE.rglob("templates/**/*.html")]
    assert [found for page in pages for found in re.findall(r"\{\{[^}]*\.website[^}]*\}\}", page)] == []
