"""What pictures are for, in which sizes each is made, and what is too much. Parent and child read the same page."""

from dataclasses import dataclass

MOST_BYTES = 10 * 1024 * 1024
MOST_MEGAPIXELS = {"JPEG": 40, "MPO": 40, "PNG": 40, "GIF": 40, "WEBP": 25, "AVIF": 25}
"""Millions of pixels by format: what decodes within half a gigabyte. The last two decoders keep several copies."""


@dataclass(frozen=True, slots=True)
class Size:
    """A box in pixels: a picture is made to fit it and never made larger than it was."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One use of pictures: its sizes from small to large, square or whole, the formats made at once, the WebP quality.

    `avif` is made of every kind too, later, by a task: it costs as much time as everything else together.
    """

    name: str
    sizes: tuple[Size, Size, Size]
    is_square: bool = False
    formats: tuple[str, ...] = ("webp",)
    quality: int = 80


def _sizes(small: tuple[int, int], medium: tuple[int, int], large: tuple[int, int]) -> tuple[Size, Size, Size]:
    return Size("small", *small), Size("medium", *medium), Size("large", *large)


# Four times as high as wide still shows a long screenshot whole; what is longer becomes narrower.
_PHOTO = _sizes((480, 1920), (960, 3840), (1600, 6400))
COVER = Kind("cover", _PHOTO)
INLINE = Kind("inline", _PHOTO)
AVATAR = Kind("avatar", _sizes((96, 96), (192, 192), (384, 384)), is_square=True)
LOGO = Kind("logo", _sizes((240, 80), (480, 160), (960, 320)), formats=("webp", "png"), quality=90)  # PNG for mail

KINDS = {kind.name: kind for kind in (COVER, INLINE, AVATAR, LOGO)}
