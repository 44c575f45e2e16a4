"""The way back stays on this host, whatever is asked for."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coorum.signin.way import LONGEST, after_joining, journey_in, safe_path
from tests.doors.signin.steps import query_of

HERE = "http://kissa.test/signin/enter"


def as_a_browser_reads_it(location: str) -> str:
    """The host a browser goes to: it drops tabs and newlines, trims blanks, and takes backslashes for slashes."""
    text = location.strip(" \x00\t\n\r\x0c").translate({9: None, 10: None, 13: None}).replace("\\", "/")
    return urlsplit(urljoin(HERE, text)).netloc


@pytest.mark.parametrize("path", ["/", "/b/", "/b/1/?page=2#c3", "/%E3%81%82", "/a//b", "/?next=https://evil.example"])
def test_a_path_on_this_host_is_kept(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "text",
    [
        "", None, 7, "b/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "/\n/evil.example", "/ /x", " //evil.example", "https://evil.example/", "javascript:alert(1)", "/b\\..\\..", "/\x00",
        "/\u2028/evil.example", "/\ud800", "/" + "a" * LONGEST, "@evil.example", "/\x7f", "http:evil.example", "?x", "#x",
    ],
)  # fmt: skip
def test_everything_else_becomes_the_first_page(text: object) -> None:
    assert safe_path(text) == "/"
    assert safe_path(text, default="") == ""


@given(st.text(max_size=60) | st.text(alphabet="/\\\t\n .:@?#%evilhtps\x00\u3000／", max_size=12).map("/".__add__))
@example("/%2f/evil.example")
@example("/.//evil.example")
@example("/；//evil.example")
def test_no_text_leads_away(text: str) -> None:
    path = safe_path(text)
    assert path.startswith("/")
    assert path.isascii()
    assert as_a_browser_reads_it(path) == "kissa.test"
    assert safe_path(path, longest=10_000) == path


@given(st.text(max_size=200).map("/".__add__))
def test_the_way_by_a_name_leads_back_in_the_end(text: str) -> None:
    back = safe_path(text)
    here = after_joining(back)
    assert as_a_browser_reads_it(here) == "kissa.test"
    assert query_of(here)["next"] == back


def test_a_journey_is_read_only_from_its_own_page() -> None:
    assert journey_in("/signin/pass/kissa/?state=s&challenge=c&next=%2Fb%2F")
    assert journey_in("/b/?next=/signin/pass/kissa/") is None
    assert journey_in("//evil.example/signin/pass/kissa/") is None
    assert journey_in(None) is None
