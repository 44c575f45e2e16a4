"""What `coorum run` prints at its end: where to look, as whom, and what to try."""

import json
from collections.abc import Iterator
from pathlib import Path

from coorum.launch.surroundings import Surroundings

TRY = (
    "join the community from the shop's page, and read on the way to whom your data goes",
    "take the code from the mailbox, then write a comment",
    "sign in to the console as staff, look that member up – and see the member's page tell it",
    "withdraw the consent as the member, and look at the console again",
)


def text(here: Surroundings, *, seconds: float) -> str:
    """The whole greeting; `seconds` is how long the start took."""
    return "\n".join(["", f"coorum is running, after {seconds:.1f} s. Ctrl-C ends it.", "", *_lines(here), ""])


def _lines(here: Surroundings) -> Iterator[str]:
    yield f"  Community  {here.web}/"
    yield f"  Console    {here.web}/console/   for the staff of the site's operator"
    yield f"  Desk       {here.web}/desk/      for the provider"
    yield f"  Mailbox    {here.mailbox}/   every letter that coorum sends; write to the provider there"
    port = here.ports["letters to the provider"]
    yield f"  Mail in    localhost:{port} (SMTP)   what is sent there becomes an enquiry at the desk"
    yield f"  Demo shop  {here.shop}/   a coffee roaster with the community in its page"
    if accounts := list(_accounts(here.data / "demo-accounts.json")):
        yield from ("", "  Accounts", *accounts)
        yield f"    Staff are asked for a code as well: the authenticator app of the demo is at {here.mailbox}/codes"
        yield from ("", "  Try this", *(f"    {number}. {what}" for number, what in enumerate(TRY, 1)))


def _accounts(file: Path) -> Iterator[str]:
    """One line for each account of the demo: objects with an email, a password and words about who that is."""
    if not file.is_file():
        return
    found = json.loads(file.read_text(encoding="utf-8"))
    for account in found["accounts"] if isinstance(found, dict) else found:
        email, password = account.pop("email", "?"), account.pop("password", "?")
        account.pop("app", None)
        yield f"    {email:<32} {password:<20} {', '.join(str(word) for word in account.values() if word)}"
