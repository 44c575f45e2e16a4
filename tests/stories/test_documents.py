"""Who publishes documents can read every step of it, by day and by night."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.stories.conftest import House, sign_in

Look = Callable[[Page, str], None]
CONSOLE = ("/console/documents/", "owen@people.example", "community-terms")
DESK = ("/desk/documents/", "desk@people.example", "privacy")


@pytest.mark.parametrize(("index", "who", "shelf"), [CONSOLE, DESK], ids=["console", "desk"])
@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_pages_of_documents_can_be_read(
    house: House, visitor: Any, look: Look, index: str, who: str, shelf: str, light: str
) -> None:
    page: Page = visitor()
    page.emulate_media(color_scheme=light)
    sign_in(page, house.web + index, who)
    name = f"{index.split('/')[1]}-{light}"
    look(page, f"documents-{name}")
    page.goto(f"{house.web}{index}{shelf}/")
    look(page, f"document-{name}")
    page.goto(f"{house.web}{index}{shelf}/?from=template")
    look(page, f"document-template-{name}")
    if page.input_value("textarea[name=text_ja]"):
        page.click("main form button.primary")
        page.wait_for_selector("input[name=seen]", state="attached")
        look(page, f"document-read-{name}")
