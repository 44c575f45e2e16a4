"""Letters as `.eml` files in a folder: what `./coorum run` shows in its mailbox."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from coorum.base.ids import new_id


class FolderBackend(BaseEmailBackend):
    """Writes each letter whole, then renames it, so that a reader never sees half of one."""

    def __init__(self, *, folder: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{new_id()}.eml"
            half = self.folder / f".{name}"
            half.write_bytes(message.message().as_bytes())
            half.rename(self.folder / name)
        return len(email_messages)
