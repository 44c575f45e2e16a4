import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorum.base.ledger.canonical import NotCanonical, canonical, commit, commitment

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


def test_the_example_of_the_standard_without_its_floats():
    value = {"string": '€$\u000f\nA\'B"\\\\"/', "literals": [None, True, False], "numbers": [333, -4, 0]}
    expected = '{"literals":[null,true,false],"numbers":[333,-4,0],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical(value) == expected.encode()


def test_keys_stand_in_the_order_of_their_utf_16_units():
    value = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7}
    assert list(json.loads(canonical(value))) == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


@given(values)
def test_the_text_reads_back_as_the_value_and_has_itself_as_text(value):
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"a": [1, 1.5]}, r"\$\.a\[1\] is a float"),
        ({"a": 2**53}, r"\$\.a is an integer beyond"),
        ({1: "a"}, "key that is no text"),
        ({"a": "\0"}, r"\$\.a holds a NUL"),
        ({"\udc00": 1}, "half a surrogate"),
        ({"a": {1}}, "is a set"),
    ],
)
def test_what_does_not_read_back_the_same_everywhere_is_refused(value, place):
    with pytest.raises(NotCanonical, match=place):
        canonical(value)


def test_a_commitment_opens_with_its_salt_and_with_no_other():
    salt, made = commit({"mail": "hana@coffee.example"})
    assert len(salt) == len(made) == 32
    assert commitment(salt, {"mail": "hana@coffee.example"}) == made
    assert commitment(bytes(32), {"mail": "hana@coffee.example"}) != made
    assert commit({"mail": "hana@coffee.example"})[1] != made
