"""Documents written by the house itself: events, personal data, settings, what doors say of themselves.

A test fails when one is stale.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.module_loading import autodiscover_modules

from coorum.base import events, personal_data, retention
from coorum.config.environment import SETTINGS
from coorum.web.descriptions import DESCRIPTIONS

DOCS = Path(__file__).resolve().parents[3] / "docs"
NOTE = "<!-- Written by `./coorum manage docs`; change the code, not this page. -->"


def events_page() -> Iterator[str]:
    """Every kind of event, by room, with the evidence it leaves."""
    autodiscover_modules("events")
    yield "# Events"
    yield "What can happen in the house. *Legal* events are chained in the transaction that makes them, *access* events are"
    yield "sealed within a second, the others leave no evidence (evidence.md)."
    room = ""
    for event in events.declared():
        here = event.name.split(".")[0]
        if here != room:
            room = here
            yield f"\n## {room}\n\n| event | evidence | meaning |\n|---|---|---|"
        yield f"| `{event.name}` | {event.evidence.value} | {event.meaning} |"


def personal_data_page() -> Iterator[str]:
    """The data map: every dataset with its columns and their tags."""
    yield "# Personal data"
    yield "What each room keeps about people, why, how long, and how it lets go. Every column is tagged *personal*, *related*"
    yield "(personal once joined), *statistical* or *none*; a column without a tag fails the build."
    for dataset in personal_data.datasets():
        yield f"\n## {dataset.title} (`{dataset.name}`)\n"
        yield f"- Purposes: {', '.join(dataset.purposes)} · legal role: {dataset.legal_role.value}"
        yield f"- Kept: {retention.told(dataset.name)}"
        yield f"- Erasure: {dataset.erasure.value}. {dataset.erasure_note}\n"
        yield "| table | personal | related | statistical | none |\n|---|---|---|---|---|"
        for table in dataset.tables:
            cells = (table.personal, table.related, table.statistical, table.none)
            yield f"| {table.label} | " + " | ".join(", ".join(cell.split()) or "–" for cell in cells) + " |"


def settings_page() -> Iterator[str]:
    """What a deployment decides by its environment."""
    yield "# Settings"
    yield "Read from the environment when a process starts.\n"
    yield "| variable | meaning | without it |\n|---|---|---|"
    for setting in SETTINGS:
        yield f"| `{setting.name}` | {setting.meaning} | {setting.default} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "events.md": events_page,
    "personal-data.md": personal_data_page,
    "settings.md": settings_page,
}


def text_of(name: str) -> str:
    """The page as it should read now."""
    if name in DESCRIPTIONS:
        return DESCRIPTIONS[name]()
    lines = list(PAGES[name]())
    return "\n".join([lines[0], "", NOTE, "", *lines[1:]]) + "\n"


def stale() -> list[str]:
    """Names of the pages that do not read as they should."""
    return [
        name
        for name in (*PAGES, *DESCRIPTIONS)
        if not (DOCS / name).is_file() or (DOCS / name).read_text() != text_of(name)
    ]
