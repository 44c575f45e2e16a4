"""The child: reads one picture from its standard input, writes what it made of it to its standard output, and ends.

Run by `sandbox`, never by hand. It imports everything it needs, then seals itself, then looks at the bytes.
"""

import sys
import warnings
from typing import Any

from PIL import AvifImagePlugin, GifImagePlugin, Image, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from coorum.base.pictures import seal, wire
from coorum.base.pictures.decoding import Unfit, decode
from coorum.base.pictures.encoding import Encoded, dominant_colour, master, renditions
from coorum.base.pictures.kinds import KINDS, Kind

PRELOADED = (AvifImagePlugin, GifImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""Once sealed, nothing can be imported any more: not even Pillow's own plugins."""


def main() -> None:
    """Answer one request."""
    head, data = wire.unpack(sys.stdin.buffer.read())
    seal.limit(head["seconds"])
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # we count them ourselves, to say so in plain words
    AvifImagePlugin.DECODE_CODEC_CHOICE = "dav1d"
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.preinit()
    is_sealed = seal.seal()
    answer, blobs = _answer(bytes(data), head)
    sys.stdout.buffer.write(wire.pack({**answer, "is_sealed": is_sealed}, *blobs))
    sys.stdout.flush()


def _answer(data: bytes, head: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    try:
        return _made(data, KINDS[head["kind"]], tuple(head["formats"]), with_master=head["with_master"])
    except Unfit as unfit:
        return {"refused": unfit.code, "most": unfit.most}, []
    except Exception as error:  # noqa: BLE001  whatever a broken picture raises, it is a broken picture
        return {"refused": "picture_unreadable", "why": type(error).__name__}, []


def _made(
    data: bytes, kind: Kind, formats: tuple[str, ...], *, with_master: bool
) -> tuple[dict[str, Any], list[bytes]]:
    image, animated = decode(data, kind)
    made = [*renditions(image, kind, formats)]
    if with_master:
        made.append(master(image, kind))
    described = [_described(encoded) for encoded in made]
    answer = {"colour": dominant_colour(image), "animated": animated, "made": described}
    return answer, [encoded.data for encoded in made]


def _described(encoded: Encoded) -> dict[str, str | int]:
    return {
        "name": encoded.name,
        "width": encoded.width,
        "height": encoded.height,
        "format": encoded.format,
        "length": len(encoded.data),
    }


if __name__ == "__main__":
    main()
