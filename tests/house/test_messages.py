"""Japanese first, English complete: every message has both, and the same words for the same thing in every catalogue."""

from collections import defaultdict

import pytest

from coorum.commands import messages

#: Words of ours, and what else might slip in for them (docs/words.md).
ONE_WORD = {"ログイン": "サインイン", "ログアウト": "サインアウト", "キャンセル": "やめておく"}


def test_every_message_has_its_japanese() -> None:
    assert sorted(set(messages.untranslated())) == []


def test_a_message_has_the_same_japanese_in_every_catalogue() -> None:
    """Django merges the catalogues: of two Japanese for one message, all pages would show whichever comes first."""
    found: dict[object, dict[object, list[str]]] = defaultdict(lambda: defaultdict(list))
    for package in messages.packages():
        for one in messages.written(package):
            if one.id and one.string and all(one.string):
                found[one.context, one.id][one.string].append(package.name)
    assert {message: dict(words) for message, words in found.items() if len(words) > 1} == {}


@pytest.mark.parametrize(("ours", "other"), ONE_WORD.items())
def test_one_word_for_one_thing(ours: str, other: str) -> None:
    texts = {package.name: messages.catalogue_of(package) for package in messages.packages()}
    assert [name for name, path in texts.items() if path.is_file() and other in path.read_text()] == [], ours
