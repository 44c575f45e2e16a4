"""What people type is clean before it is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorum.base.errors import Refused
from coorum.base.text import CODE_POINTS_PER_CHARACTER, clean_line, clean_text, seen_length, shorten

anything = st.text(st.characters(exclude_categories=()), max_size=60)


def refusal(call, *arguments):
    with pytest.raises(Refused) as refused:
        call(*arguments)
    return refused.value


def test_a_line_is_trimmed_and_stays_on_one_line():
    assert clean_line("  山田　太郎\r\n\t花子　", 30) == "山田　太郎 花子"


def test_letters_written_apart_become_one():
    assert clean_line("か\u3099っこう cafe\u0301", 30) == "がっこう café"


def test_newlines_of_all_systems_become_ours():
    assert clean_text("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", 50) == "a\nb\nc\nd\ne\nf\ng\nh"


def test_blank_lines_at_the_ends_go_and_indentation_stays():
    assert clean_text("\n  \n\u3000\n    code\n\ntext  \n\n", 50) == "    code\n\ntext"


@pytest.mark.parametrize("hidden", ["\x00", "\x08", "\x1b", "\x7f", "\x9b", "\ufdd0", "\ufffe", "\uffff"])
@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_control_characters_are_refused_by_name(clean, hidden):
    refused = refusal(clean, f"a{hidden}b", 10)
    assert (refused.code, refused.params) == (
        "text_control_character",
        {"character": f"U+{ord(hidden):04X}"},
    )


@pytest.mark.parametrize("lone", ["\ud800", "ok \udc80 ok"])
@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_lone_surrogates_are_refused(clean, lone):
    assert refusal(clean, lone, 20).code == "text_unreadable"


def test_bidi_overrides_and_byte_order_marks_fall_away():
    assert clean_line("\ufeff\u202a+81 3-0000-0000\u202c\u2066\u2069", 30) == "+81 3-0000-0000"
    assert clean_line("\u202egpj.exe", 30) == "gpj.exe"


def test_marks_that_arabic_and_hebrew_need_stay():
    assert clean_line("שלום\u200f!", 30) == "שלום\u200f!"


def test_towers_of_marks_are_cut_down():
    assert clean_line("Z" + "\u0334\u0335\u0336" * 10, 5) == "Z\u0334\u0335\u0336\u0334"


@pytest.mark.parametrize("blank", ["", " \u3000\n", "\u200b\u200d\u2060", "\u3164\u115f\u2800", "\ufe0f"])
def test_what_cannot_be_seen_is_empty(blank):
    assert clean_line(blank, 10) == ""
    assert clean_text(blank, 10) == ""


@pytest.mark.parametrize(
    ("text", "seen"),
    [("abc", 3), ("がぎぐ", 3), ("葛\U000e0100", 1), ("👨‍👩‍👧‍👦", 1), ("👍🏽", 1), ("🇯🇵🇫🇷", 2), ("❤️", 1)],
)
def test_characters_are_counted_as_people_see_them(text, seen):
    assert seen_length(text) == seen


def test_a_line_may_be_as_long_as_it_looks():
    family = "👨‍👩‍👧"
    assert clean_line(family * 3, 5) == family * 3
    assert refusal(clean_line, "あ" * 6, 5).params == {"length": 6, "maximum": 5}
    assert len(clean_line(family, 2)) <= 2 * CODE_POINTS_PER_CHARACTER
    assert refusal(clean_line, "👨‍👩‍👧‍👦" * 4, 5).code == "text_too_long"  # seven code points each


def test_a_text_is_measured_after_newlines_are_mended():
    assert clean_text("あ\r\n" * 25, 50) == "あ\n" * 24 + "あ"
    assert refusal(clean_text, "あ" * 51, 50).params == {"length": 51, "maximum": 50}


def test_a_megabyte_is_refused_before_any_work():
    assert refusal(clean_text, "\x00" * 1_000_000, 50_000).code == "text_too_long"


def test_a_shortened_text_says_that_it_was_cut():
    assert shorten("one\n two   three", 20) == "one two three"
    assert shorten("あ" * 30, 10) == "あ" * 9 + "…"
    assert shorten("word " * 10, 18) == "word word word…"


@given(anything)
def test_clean_text_is_a_fixed_point_or_a_refusal(text):
    for clean in (clean_line, clean_text):
        try:
            once = clean(text, 40)
        except Refused:
            continue
        assert clean(once, 40) == once
        assert unicodedata.is_normalized("NFC", once)
        once.encode()
        assert "\x00" not in once
