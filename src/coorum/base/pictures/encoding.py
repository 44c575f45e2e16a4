"""In the child: one clean picture becomes the sizes and formats of its kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from coorum.base.pictures.kinds import Kind


@dataclass(frozen=True, slots=True)
class Encoded:
    """One file made from a picture; width and height in pixels."""

    name: str
    width: int
    height: int
    format: str
    data: bytes


def renditions(image: Image.Image, kind: Kind, formats: tuple[str, ...]) -> Iterator[Encoded]:
    """Each size that is smaller than the next and not larger than the picture, in each format, the largest first."""
    image = _squared(image) if kind.is_square else image
    sizes: dict[tuple[int, int], str] = {}
    for size in kind.sizes:
        sizes.setdefault(_fit(image.size, size.width, size.height), size.name)
    for fit, name in reversed(sizes.items()):
        image = image.resize(fit, Image.Resampling.LANCZOS) if image.size != fit else image
        for format_ in formats:
            yield Encoded(name, fit[0], fit[1], format_, encoded(image, format_, kind.quality))


def master(image: Image.Image, kind: Kind) -> Encoded:
    """The largest size with hardly any loss, from which other formats are made later."""
    image = _squared(image) if kind.is_square else image
    format_ = "png" if image.mode == "RGBA" else "jpeg"
    return Encoded("master", *image.size, format_, encoded(image, format_, 95))


def dominant_colour(image: Image.Image) -> str:
    """The colour that most of the picture has, as #rrggbb, over white where it is transparent."""
    tiny = Image.new("RGB", (32, 32), "white")
    small = image.resize((32, 32), Image.Resampling.BOX)
    tiny.paste(small.convert("RGB"), mask=small.getchannel("A") if small.mode == "RGBA" else None)
    few = tiny.quantize(5)
    counts = few.histogram()
    most = counts.index(max(counts))
    return "#" + bytes((few.getpalette() or [])[3 * most : 3 * most + 3]).hex()


def encoded(image: Image.Image, format_: str, quality: int) -> bytes:
    """The picture as a file without metadata."""
    options: dict[str, dict[str, Any]] = {
        "webp": {"quality": quality, "method": 2},
        "avif": {"quality": quality - 20, "speed": 6, "max_threads": 1},
        "png": {"compress_level": 6},
        "jpeg": {"quality": quality, "subsampling": 0},
    }
    file = BytesIO()
    image.save(file, format_.upper(), **options[format_])
    return file.getvalue()


def _fit(size: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, width / size[0], height / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _squared(image: Image.Image) -> Image.Image:
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))
