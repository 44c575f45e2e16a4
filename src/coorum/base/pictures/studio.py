"""What rooms call when somebody uploads a picture.

`examine_and_encode` answers within about half a second with WebP in up to three sizes and a master; a task later gives
the master to `add_avif` (several times the work) and the same sizes come back in AVIF. Both step out of a transaction
that has written nothing so far: callers encode first, and write what came of it in one action afterwards.

The file that was uploaded is never kept: everything is decoded and made anew, so that neither GPS positions nor code
hidden in it get further.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from coorum.base import scope
from coorum.base.errors import Refused
from coorum.base.pictures import sandbox
from coorum.base.pictures.kinds import KINDS, MOST_BYTES, Kind
from coorum.base.pictures.view import MEDIA_TYPES

AVIF_CPU_SECONDS = 30

_WORDS = {
    "picture_unreadable": _("This picture is damaged or cannot be read. Please choose another one."),
    "picture_format": _("This is not a picture we can use. Please choose a JPEG, PNG, WebP, GIF or AVIF file."),
    "picture_too_large": _("This file is too large: %(megabytes)s MB is the most."),
    "picture_too_many_pixels": _("This picture is too large: %(megapixels)s million pixels are the most."),
    "picture_busy": _("Many pictures are arriving right now. Please try again in a minute."),
}
_MAGIC = {
    "webp": (b"RIFF", 0),
    "avif": (b"ftypavif", 4),
    "png": (b"\x89PNG\r\n\x1a\n", 0),
    "jpeg": (b"\xff\xd8\xff", 0),
}
_NAMES = {"small", "medium", "large", "master"}


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file made from a picture: `name` small, medium, large or master, `format` a key of `MEDIA_TYPES`."""

    name: str
    width: int
    height: int
    format: str
    data: bytes

    @property
    def media_type(self) -> str:
        """For example image/webp."""
        return MEDIA_TYPES[self.format]


@dataclass(frozen=True, slots=True)
class Picture:
    """What became of an upload. `sizes` from small to large; sizes above the picture's own are left out.

    `width` and `height` are the largest size's, in pixels; `dominant_colour` is #rrggbb; `animated` says that only
    the first frame was kept; `master` is what `add_avif` starts from, to be deleted or kept as the room likes.
    """

    width: int
    height: int
    dominant_colour: str
    animated: bool
    sizes: tuple[Rendition, ...]
    master: Rendition


def examine_and_encode(upload: bytes | Path | BinaryIO, *, kind: Kind | str) -> Picture:
    """Make a picture of `kind` from what somebody uploaded.

    Raises `Refused`: `picture_too_large` (bytes), `picture_too_many_pixels`, `picture_format` (not a picture, or one
    of another format: SVG, PDF, HEIC …), `picture_unreadable` (damaged or hostile), `picture_busy`.
    """
    kind = KINDS[kind] if isinstance(kind, str) else kind
    data = _read(upload)
    head, made = _made(data, kind=kind, formats=kind.formats, with_master=True)
    sizes, masters = made[:-1], made[-1:]
    if not sizes or masters[0].name != "master":
        raise _refused("picture_unreadable")
    return Picture(
        width=sizes[0].width,
        height=sizes[0].height,
        dominant_colour=_colour(head.get("colour")),
        animated=head.get("animated") is True,
        sizes=tuple(reversed(sizes)),
        master=masters[0],
    )


def add_avif(master: bytes, *, kind: Kind | str) -> tuple[Rendition, ...]:
    """The sizes of a picture in AVIF, from its master: one to two seconds of CPU, for a task. Raises `Refused`."""
    kind = KINDS[kind] if isinstance(kind, str) else kind
    _head, made = _made(master, kind=kind, formats=("avif",), with_master=False, cpu_seconds=AVIF_CPU_SECONDS)
    return tuple(reversed(made))


def _read(upload: bytes | Path | BinaryIO) -> bytes:
    if isinstance(upload, Path):
        with upload.open("rb") as file:
            return _read(file)
    data = upload if isinstance(upload, bytes) else upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _refused("picture_too_large", megabytes=MOST_BYTES // 1024**2)
    return data


def _made(data: bytes, *, kind: Kind, **wishes: Any) -> tuple[dict[str, Any], list[Rendition]]:
    try:
        with scope.stepped_out():  # what takes half a second here takes longer where many wait for a seat
            head, blobs = sandbox.ask(data, kind=kind.name, **wishes)
        if "refused" in head:
            raise _refused(str(head["refused"]), megapixels=int(head.get("most", 0)))
        return head, list(_believed(head, blobs))
    except sandbox.Busy:
        raise _refused("picture_busy") from None
    except (sandbox.Died, KeyError, OverflowError, TypeError, ValueError) as error:
        raise _refused("picture_unreadable") from error


def _believed(head: dict[str, Any], blobs: memoryview) -> Iterator[Rendition]:
    """The files in the answer, each looked at: a child that was taken over could send us anything."""
    start = 0
    for made in head["made"]:
        data = bytes(blobs[start : (start := start + int(made["length"]))])
        magic, place = _MAGIC[made["format"]]
        is_one_of_ours = made["name"] in _NAMES and 0 < made["width"] < 2**15 and 0 < made["height"] < 2**15
        if not is_one_of_ours or len(data) != made["length"] or data[place : place + len(magic)] != magic:
            raise ValueError("the child answered nonsense")
        yield Rendition(made["name"], int(made["width"]), int(made["height"]), made["format"], data)


def _colour(colour: Any) -> str:
    return colour if isinstance(colour, str) and re.fullmatch("#[0-9a-f]{6}", colour) else "#dddddd"


def _refused(code: str, **params: Any) -> Refused:
    if code not in _WORDS:
        return _refused("picture_unreadable")
    return Refused(code, _WORDS[code], **params)
