"""What came with an enquiry is sealed in a file of its own: it opens for its row only, and leaves as a download only."""

import base64
import hashlib
from collections import Counter
from functools import partial
from uuid import UUID

from django.db import transaction

from coorum.base import encryption, files, keys
from coorum.base.encryption import key_of
from coorum.base.rotation import count_also
from coorum.base.scope import PROVIDER
from coorum.enquiries.inbound.reading import Enclosed
from coorum.enquiries.models import Attachment, InquiryAnswer, Message

#: Nothing that came from outside is ever served under the type it names.
SERVED_AS = "application/octet-stream"


def keep(message: Message, one: Enclosed, *, name: str) -> Attachment:
    """Seal what came with `message`. Where it was too much, only that it came, and how large it was."""
    row = Attachment(message=message, name=name, media_type=one.media_type, size=one.size, sha256="")
    if one.content is not None:
        row.sha256 = hashlib.sha256(one.content).hexdigest()
        row.file = seal(_place(row), one.content)
    row.save(force_insert=True)
    return row


def keep_answer(answer: InquiryAnswer, content: bytes) -> None:
    """Seal a copy of what goes to an authority, before the row is saved."""
    answer.file = seal(_place(answer), content)


def content_of(row: Attachment | InquiryAnswer) -> bytes:
    """The bytes as they came. Raises `files.Missing` where none were kept."""
    return opened(_place(row), row.file)


def seal(place: encryption.Place, content: bytes) -> str:
    """Write sealed bytes into a file; its key."""
    blob = encryption.seal(place, base64.b64encode(content).decode())
    return files.put(PROVIDER, blob, SERVED_AS).key


def opened(place: encryption.Place, key: str) -> bytes:
    """The bytes that were sealed for `place`. Raises `files.Missing`."""
    if not key:
        raise files.Missing(key)
    return base64.b64decode(encryption.open_(place, files.read(PROVIDER, key)))


def forget(row: Attachment) -> None:
    """Delete the file for good, with its name and its digest. That something came stays."""
    before, row.file, row.name, row.sha256 = row.file, "", "", ""
    row.save(update_fields=["file", "name", "sha256"])
    if before:
        transaction.on_commit(partial(files.delete, PROVIDER, before))


def drop(message_ids: list[UUID]) -> None:
    """Delete the files of these messages for good."""
    for key in Attachment.objects.filter(message__in=message_ids).exclude(file="").values_list("file", flat=True):
        files.delete(PROVIDER, key)


def _place(row: Attachment | InquiryAnswer) -> encryption.Place:
    return encryption.Place("", row._meta.db_table, "file", str(row.pk))


def files_by_key() -> Counter[str]:
    """How many sealed files there are under each key of the ring."""
    found: Counter[str] = Counter()
    for key in [*_keys_of(Attachment), *_keys_of(InquiryAnswer)]:
        found[_stands_under(key)] += 1
    return found


def _keys_of(model: type[Attachment] | type[InquiryAnswer]) -> list[str]:
    return list(model._default_manager.exclude(file="").values_list("file", flat=True))


count_also(files_by_key)


def reseal(most: int = 100) -> int:
    """Seal anew up to so many files that stand under an old key. Returns how many."""
    rows: list[Attachment | InquiryAnswer] = [*Attachment.objects.exclude(file="")]
    rows += InquiryAnswer.objects.exclude(file="")
    old = [row for row in rows if _stands_under(row.file) != keys.field_keys().current]
    for row in old[:most]:
        before = row.file
        row.file = seal(_place(row), opened(_place(row), before))
        row.save(update_fields=["file"])
        transaction.on_commit(partial(files.delete, PROVIDER, before))
    return len(old[:most])


def _stands_under(file_key: str) -> str:
    with files.stream(PROVIDER, file_key) as file:
        return key_of(file.read(512))
