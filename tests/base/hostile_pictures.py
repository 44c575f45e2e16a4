"""Files that nobody should upload: made here, tiny, each with the code of the refusal it must meet (None: made anew).

`canary` stands for what an uploader does not know they give away; it must never come out again.
"""
# ruff: noqa: S311  dice, not secrets

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image, PngImagePlugin

CANARY = b"canary-35.6812,139.7671"
UNREADABLE, FORMAT, PIXELS = "picture_unreadable", "picture_format", "picture_too_many_pixels"


def sample(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """A small picture with some life in it."""
    ramp = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.ROTATE_180), Image.new("L", size, 90)))
    if mode == "RGBA":
        picture.putalpha(ramp)
    return picture if mode in ("RGB", "RGBA") else picture.convert(mode)


def saved(image: Image.Image, format_: str, **options) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


WHOLE = {
    "jpeg": saved(sample(), "JPEG"),
    "progressive": saved(sample(), "JPEG", progressive=True),
    "png": saved(sample("RGBA"), "PNG"),
    "palette": saved(sample("P"), "PNG"),
    "webp": saved(sample("RGBA"), "WEBP"),
    "lossless": saved(sample(), "WEBP", lossless=True),
    "gif": saved(sample("P"), "GIF"),
    "avif": saved(sample(), "AVIF", speed=10),
}


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG, its checksum right."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int = 8, colour: int = 2, data: bytes = b"", extra: bytes = b"") -> bytes:
    """A PNG that claims this size, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + body


def jpeg_of_size(width: int, height: int) -> bytes:
    """A JPEG whose head claims this size."""
    data = bytearray(WHOLE["jpeg"])
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_of_size(width: int, height: int) -> bytes:
    """A WebP whose canvas claims this size around a small picture."""
    canvas = struct.pack("<I", 0x10)[:4] + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    inner = WHOLE["lossless"][12:]
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + canvas + inner
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif_of_size(width: int, height: int) -> bytes:
    """A GIF whose screen and frame claim this size."""
    data = bytearray(WHOLE["gif"])
    data[6:10] = struct.pack("<HH", width, height)
    frame = data.index(b"\x2c", 13 + 3 * 2 ** ((data[10] & 7) + 1))
    data[frame + 5 : frame + 9] = struct.pack("<HH", width, height)
    return bytes(data)


def avif_of_size(width: int, height: int) -> bytes:
    """An AVIF whose properties claim this size."""
    data = bytearray(WHOLE["avif"])
    start = data.index(b"ispe") + 8
    data[start : start + 8] = struct.pack(">II", width, height)
    return bytes(data)


def zipped(data: bytes) -> bytes:
    """A zip with one file, well packed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("picture.png", data)
    return file.getvalue()


def bombs() -> Iterator[tuple[str, bytes, str | None]]:
    """Small files that ask for much."""
    for side in (6_400, 20_000, 65_000, 2**31 - 1):
        yield f"png claims {side}²", png(side, side), PIXELS
    for side in (6_400, 30_000, 65_000):
        yield f"jpeg claims {side}²", jpeg_of_size(side, side), PIXELS
        yield f"gif claims {side}²", gif_of_size(side, side), PIXELS
    yield "webp claims 5100²", webp_of_size(5_100, 5_100), UNREADABLE
    yield "webp claims 16383²", webp_of_size(16_383, 16_383), UNREADABLE
    yield "avif claims 5100²", avif_of_size(5_100, 5_100), PIXELS
    yield "avif claims 60000²", avif_of_size(60_000, 60_000), UNREADABLE
    yield "png without pixels", png(0, 0), UNREADABLE
    yield "png with a packed megabyte for one pixel", png(1, 1, data=bytes(1 << 20)), None
    yield "png with too few pixels", png(3000, 3000, data=b"\0" * 50), UNREADABLE
    text = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(8 << 20), 9))
    yield "png with a text of eight megabytes", png(1, 1, data=bytes(4), extra=text), UNREADABLE
    profile = chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(8 << 20), 9))
    yield "png with a profile of eight megabytes", png(1, 1, data=bytes(4), extra=profile), UNREADABLE
    texts = chunk(b"tEXt", b"a\0" + b"b" * 20) * 20_000
    yield "png with twenty thousand texts", png(1, 1, data=bytes(4), extra=texts), None
    frames = [Image.new("RGB", (8, 8), (number % 250, number // 2, 9)) for number in range(400)]
    yield "gif with 400 frames", saved(frames[0], "GIF", save_all=True, append_images=frames[1:]), None


def strangers() -> Iterator[tuple[str, bytes, str | None]]:
    """Files of other kinds, some with a picture's first bytes."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
    page = b"<!doctype html><script>alert(1)</script>"
    others = {
        "nothing": b"",
        "one byte": b"\xff",
        "svg": svg,
        "svg with a prologue": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>' + svg,
        "packed svg": zlib.compress(svg),
        "page": page,
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</JS(app.alert(1))>>endobj",
        "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n(x) run",
        "zip": zipped(WHOLE["png"]),
        "zip bomb": zipped(bytes(4 << 20)),
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(60),
        "program": b"\x7fELF" + bytes(200),
        "video": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(90),
        "film": b"\x1a\x45\xdf\xa3" + bytes(90),
        "sound": b"ID3\x04" + bytes(90),
        "letters": "画像ではありません".encode() * 40,
        "script": b"#!/bin/sh\necho x\n",
        "xpm": b'/* XPM */\nstatic char *a[] = {"1 1 1 1","a c #000","a"};',
        "bmp": saved(sample(), "BMP"),
        "tiff": saved(sample(), "TIFF"),
        "ico around a png": saved(sample(), "ICO", sizes=[(16, 16)]),
        "ppm": saved(sample(), "PPM"),
        "jpeg 2000": saved(sample(), "JPEG2000"),
        "random": random.Random(7).randbytes(4000),
    }
    yield from ((name, data, FORMAT) for name, data in others.items())
    magics = {"jpeg": b"\xff\xd8\xff\xe0", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF\0\0\0\0WEBP"}
    for name, magic in magics.items():
        yield f"{name} magic before a page", magic + page * 40, UNREADABLE
        yield f"{name} magic before noise", magic + random.Random(9).randbytes(3000), UNREADABLE
    yield "avif magic before zeros", b"\0\0\0\x1cftypavif" + bytes(400), UNREADABLE


def polyglots() -> Iterator[tuple[str, bytes, str | None]]:
    """Pictures that are something else as well: they come out as pictures only."""
    page = b"<script>alert(1)</script>" + CANARY
    for name, data in WHOLE.items():
        yield f"{name} with a zip behind", data + zipped(CANARY * 50), None
        yield f"{name} with a page behind", data + page, None
    gif = WHOLE["gif"]
    comment = b"\x21\xfe" + bytes([len(page)]) + page + b"\0"
    start = 13 + 3 * 2 ** ((gif[10] & 7) + 1)
    yield "gif with a page inside", gif[:start] + comment + gif[start:], None
    yield "png with a page inside", png(1, 1, data=bytes(4), extra=chunk(b"tEXt", b"Comment\0" + page)), None
    jpeg = WHOLE["jpeg"]
    yield "jpeg with a page inside", jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(page) + 2) + page + jpeg[2:], None


def tellers() -> Iterator[tuple[str, bytes, str | None]]:
    """Pictures that tell where they were taken, by whom and with what."""
    exif = Image.Exif()
    exif[0x010F] = exif[0x9286] = exif[0x013B] = CANARY.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 40.0, 52.0), 3: "E", 4: (139.0, 46.0, 1.0), 29: CANARY.decode()})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>' + CANARY + b"</a></x:xmpmeta>"
    profile = bytes(200) + CANARY
    everything = {"exif": exif, "xmp": xmp, "icc_profile": profile}
    yield "jpeg that tells", saved(sample(), "JPEG", comment=CANARY, **everything), None
    yield "webp that tells", saved(sample("RGBA"), "WEBP", **everything), None
    yield "avif that tells", saved(sample(), "AVIF", speed=10, **everything), None
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", CANARY.decode())
    texts.add_itxt("XML:com.adobe.xmp", xmp.decode())
    yield "png that tells", saved(sample(), "PNG", pnginfo=texts, exif=exif, icc_profile=profile), None
    yield "gif that tells", saved(sample("P"), "GIF", comment=CANARY, xmp=xmp), None
    for place in (b"\xff\xff", b"\0\0", b"II*\0\x08\0\0\0\xff\xff"):
        yield "jpeg with a broken exif", saved(sample(), "JPEG", exif=b"Exif\0\0" + place + CANARY), None


def broken() -> Iterator[tuple[str, bytes, str | None]]:
    """Whole pictures cut short."""
    for name, data in WHOLE.items():
        for part in (0.2, 0.5, 0.8):
            yield f"{name} cut at {part}", data[: int(len(data) * part)], UNREADABLE


def mutations(number: int, seed: int) -> Iterator[bytes]:
    """Whole pictures with bytes changed, cut out, doubled, or two of them sewn together."""
    dice = random.Random(seed)
    wholes = list(WHOLE.values()) + [data for _, data, _ in tellers()]
    for _ in range(number):
        data = bytearray(dice.choice(wholes))
        for _ in range(dice.choice((1, 1, 2, 5, 30))):
            place, length = dice.randrange(len(data)), dice.choice((1, 1, 2, 4, 16))
            other = dice.choice(wholes)
            start = dice.randrange(len(other))
            data[place : place + length] = dice.choice(
                (dice.randbytes(length), b"", b"\xff" * length, b"\0" * length, other[start : start + 64])
            )
            if not data:
                break
        yield bytes(data)
