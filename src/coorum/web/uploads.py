"""Files on their way in: never more of one than the largest that any page takes.

What lies beyond is read from the network and dropped, so that the form's other fields arrive (the words beside a picture
are not lost) and the page can say in words that the file is too large.
"""

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from coorum.base.pictures.kinds import MOST_BYTES


class Bounded(TemporaryFileUploadHandler):
    """Keeps one byte more than the most there may be: enough to know that it was too much."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        room = MOST_BYTES + 1 - start
        return super().receive_data_chunk(raw_data[:room], start) if room > 0 else None

    def file_complete(self, file_size: int) -> Any:
        return super().file_complete(min(file_size, MOST_BYTES + 1))
