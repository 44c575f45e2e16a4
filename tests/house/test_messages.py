"""Japanese first, English complete: every message has both."""

from coorum.commands import messages


def test_every_message_has_its_japanese() -> None:
    assert sorted(set(messages.untranslated())) == []
