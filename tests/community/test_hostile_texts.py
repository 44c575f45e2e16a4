"""Nothing that runs gets through the Markdown, and nothing that is typed keeps a process busy."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coorum.base.errors import Refused
from coorum.community.markdown import MAXIMUM, OUTBOUND_NOTE, TABLE_NOTE, render
from tests.community.hostile_texts import BUSY, CAT, CAT_VIEW, FRAGMENTS, PAYLOADS

VALUES = {
    ("a", "href"): r"(?i:https?)://[^\s/@\\\"<>]+(/[!-~]*|[?#][!-~]*)?|/(?![/\\])[!-~]*|#[\w.-]*|mailto:[!-~]+",
    ("a", "rel"): "nofollow ugc noopener noreferrer",
    ("a", "referrerpolicy"): "no-referrer",
    ("div", "class"): "scroll",
    ("div", "role"): "group",
    ("div", "tabindex"): "0",
    ("div", "aria-labelledby"): TABLE_NOTE,
    ("span", "class"): "outbound",
    ("span", "role"): "img",
    ("span", "aria-labelledby"): OUTBOUND_NOTE,
    ("td", "class"): "align-(left|center|right)",
    ("th", "class"): "align-(left|center|right)",
    ("ol", "start"): r"\d{1,9}",
    ("source", "type"): "image/(avif|webp)",
    ("source", "srcset"): r"/f/[\w./, ]+",
    ("source", "sizes"): r"\(min-width: 48rem\) 44rem, 100vw",
    ("img", "src"): r"/f/medium\.webp",
    ("img", "alt"): r"(?s:.*)",
    ("img", "width"): "1600",
    ("img", "height"): "1200",
    ("img", "loading"): "lazy",
    ("img", "decoding"): "async",
}
BARE = set("blockquote br code em h3 h4 h5 h6 hr li p picture pre s strong table tbody thead tr ul".split())  # noqa: SIM905


class Inspector(HTMLParser):
    """Fails on any tag, attribute or value that is not on our list."""

    def handle_starttag(self, tag, attrs):
        assert tag in BARE or any(tag == known for known, _ in VALUES), tag
        assert len({name for name, _ in attrs}) == len(attrs)
        for name, value in attrs:
            wanted = VALUES.get((tag, name))
            assert wanted is not None, (tag, name)
            assert re.fullmatch(wanted, value or ""), (tag, name, value)
        if tag == "a" and dict(attrs)["href"].startswith("http"):
            assert dict(attrs)["rel"], "a link that leaves without its rel"

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def inspect(source):
    try:
        rendered = render(source, pictures={CAT: CAT_VIEW})
    except Refused as refused:
        assert refused.code in {"text_control_character", "text_unreadable", "text_too_long"}  # noqa: PT017
        return
    inspector = Inspector(convert_charrefs=True)
    inspector.feed(rendered.html)
    inspector.close()


def test_the_collection_of_attacks_is_large():
    assert len(set(PAYLOADS)) > 400


@pytest.mark.parametrize("place", range(8))
def test_no_attack_survives(place):
    for payload in PAYLOADS[place::8]:
        inspect(payload)


anything = st.text(st.characters(exclude_categories=()), max_size=200)
patchwork = st.lists(st.sampled_from(FRAGMENTS) | anything.map(lambda text: text[:3]), max_size=60).map("".join)


@given(anything | patchwork)
def test_any_text_becomes_known_tags_or_a_refusal(source):
    inspect(source)


@pytest.mark.slow
@settings(max_examples=100_000, deadline=None)
@given(anything | patchwork)
def test_a_hundred_thousand_texts_become_known_tags(source):
    inspect(source)


ORDINARY = "# 題\n**太字**と[店](https://a.example)、https://b.example も。\n\n- 一\n- 二\n\n|a|b|\n|-|-|\n|1|2|\n" * 2
HALF_A_SECOND = 700
"""How many ordinary posts can be rendered in half a second on a quiet machine. Measured beside each other, each at its
best, the two are equally disturbed by whatever else the machine does."""


def spent(source):
    """CPU seconds."""
    started = time.process_time()
    render(source[:MAXIMUM], pictures={CAT: CAT_VIEW})
    return time.process_time() - started


def is_too_slow(source):
    ordinary = taken = 9.0
    for _ in range(4):
        ordinary = min(ordinary, *(spent(ORDINARY) for _ in range(5)))
        taken = min(taken, spent(source))
        if taken < HALF_A_SECOND * ordinary:
            return False
    return True


def test_no_text_takes_half_a_second():
    assert [source[:20] for source in BUSY if is_too_slow(source)] == []


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map("".join))
def test_no_repetition_of_anything_takes_half_a_second(piece):
    assert not is_too_slow(piece * (MAXIMUM // len(piece)))
