"""Every page of the desk, the console and the portal that a link leads to, one of each kind: nothing is wider than the screen,
axe finds nothing; on a dark phone in Japanese, and on a light desk in English.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.stories.conftest import House, link_in, sign_in

Look = Callable[[Page, str], None]
DOORS = {
    "desk": ("/desk/", "officer@people.example"),
    "provider": ("/desk/provider/", "desk@people.example"),
    "console": ("/console/", "owen@people.example"),
    "portal": ("/my/", "hana@people.example"),
    "promises": ("/promises/", ""),
}
#: What differs between two pages of one kind: ids, numbers, names.
NAMES = (
    r"[0-9a-f]{8}-[0-9a-f-]{27}",
    r"\d[\d.-]*",
    r"P\d[\d.]*|X\d",
    r"[A-Za-z0-9_-]+:[A-Za-z0-9_:-]+",
    r"[a-z]+\.[a-z_]+",
)
NAMED = re.compile(rf"/(?:{'|'.join(NAMES)})(?=/|$)")
LIKE = re.compile(r"(?<=/sites/|/rules/)(?!new)[^/]+(?=/)")


def kind_of(path: str) -> str:
    return LIKE.sub("·", NAMED.sub("/·", path))


def pages_from(start: str, page: Page, web: str) -> Iterator[str]:
    """The paths of the door, in the order of the links that lead there; the page shows each as it comes."""
    door, waiting, seen = urlsplit(start).path, [start], set()
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in seen:
            continue
        seen.add(kind_of(path))
        answer = page.request.head(web + path)
        assert answer.status < 400, (path, answer.status)
        if "text/html" not in answer.headers["content-type"]:
            continue
        page.goto(web + path)
        links = page.eval_on_selector_all("a[href]:not([download])", "all => all.map(one => one.href)")
        waiting += [urlsplit(link).path for link in links if link.startswith(web + door)]
        yield path


@pytest.mark.parametrize("door", DOORS)
def test_every_page_of_a_door(house: House, visitor: Any, look: Look, door: str) -> None:
    start, who = DOORS[door]
    page = visitor()
    page.emulate_media(color_scheme="dark" if visitor.language == "ja" else "light")
    if who:
        sign_in(page, house.web + start, who)
    for path in pages_from(start, page, house.web):
        look(page, f"every{path.replace('/', '-')}")


def test_the_pages_of_a_guest(house: House, visitor: Any, look: Look) -> None:
    page = visitor()
    page.emulate_media(color_scheme="dark" if visitor.language == "ja" else "light")
    at = link_in(house.letter_to("machi.endo@post.example", after=0), "/requests/")
    for path in (at, f"{at}receipt/"):
        page.goto(path)
        look(page, f"guest-{path.rsplit('/', 2)[1][:8]}")
    page.goto(link_in(house.letter_to("sora.mizuno@mail.example", after=0), "/requests/stop/"))
    look(page, "stop-agent")
