"""Answers as one line of text, for files."""

from typing import Any

from django.utils.translation import gettext as _


def plain(said: Any) -> str:
    """An answer (`Answer.said`) in the reader's language, several choices with commas between them."""
    if isinstance(said, bool):
        return _("Yes") if said else _("No")
    return _(", ").join(said) if isinstance(said, list) else str(said)
