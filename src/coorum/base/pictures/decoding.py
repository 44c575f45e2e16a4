"""In the child: a stranger's bytes become an upright picture in sRGB, eight bits a channel, that remembers nothing."""

from io import BytesIO

from PIL import Image, ImageCms

from coorum.base.pictures.kinds import MOST_MEGAPIXELS, Kind

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


class Unfit(Exception):  # noqa: N818
    """The bytes are not a picture we take: the code of the refusal, and the bound that was passed, if one was."""

    def __init__(self, code: str, most: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.most = most


def decode(data: bytes, kind: Kind) -> tuple[Image.Image, bool]:
    """The picture, at least as large as the largest size of `kind` needs (if it is), and whether it was animated.

    Only the first frame is read. Raises `Unfit`, or whatever Pillow raises for broken bytes.
    """
    try:
        opened = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.UnidentifiedImageError:
        raise Unfit("picture_unreadable" if _begins_well(data) else "picture_format") from None
    most = MOST_MEGAPIXELS[opened.format or ""]
    if opened.width * opened.height > most * 1_000_000:
        raise Unfit("picture_too_many_pixels", most)
    animated = bool(getattr(opened, "is_animated", False))
    turn = _UPRIGHT.get(_orientation(opened))
    wanted = wanted_size(_turned(opened.size, turn), kind)
    opened.draft(opened.mode, _turned(wanted, turn))  # lets the JPEG decoder skip what we would throw away
    opened.load()
    image = _shrunk(_plain(opened), _turned(wanted, turn))
    if turn is not None:
        image = image.transpose(turn)
    return _forgetful(_in_srgb(image, opened.info.get("icc_profile"))), animated


def wanted_size(size: tuple[int, int], kind: Kind) -> tuple[int, int]:
    """What the largest size needs of a picture of this size: it fits the box, or fills it if the kind is square."""
    box = kind.sizes[-1]
    ratios = box.width / size[0], box.height / size[1]
    scale = min(1.0, max(ratios) if kind.is_square else min(ratios))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _begins_well(data: bytes) -> bool:
    brand = data[4:12] in (b"ftypavif", b"ftypavis")
    return data.startswith(_MAGIC) or brand or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _turned(size: tuple[int, int], turn: Image.Transpose | None) -> tuple[int, int]:
    """The size with its sides exchanged, if the turn lays the picture on its side."""
    return (size[1], size[0]) if turn is not None and turn not in _KEEPS_SIDES else size


_KEEPS_SIDES = (_UPRIGHT[2], _UPRIGHT[3], _UPRIGHT[4])


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001  broken metadata says nothing about the picture, and we drop it anyway
        return 1


def _plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled: L, LA, RGB, RGBA or CMYK."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("I", "F"):
        return image.convert("L")
    if image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK") or "transparency" in image.info:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _shrunk(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Scaled down: in whole steps first, which is cheap, then exactly."""
    factor = int(min(image.width / size[0], image.height / size[1]) / 2)
    if factor > 1:
        image = image.reduce(factor)
    return image.resize(size, Image.Resampling.LANCZOS) if image.size != size else image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as screens without colour management show them right; a profile that makes no sense is left out."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.convert(image.mode.rstrip("A")) if alpha else image
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            colours = ImageCms.profileToProfile(colours, source, _SRGB, outputMode="RGB") or colours
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    colours = colours.convert("RGB")
    if alpha is not None and alpha.getextrema() != (255, 255):
        colours.putalpha(alpha)
    return colours


def _forgetful(image: Image.Image) -> Image.Image:
    """The same pixels in an image that has never seen the file: no EXIF, XMP, profile or comment can follow it."""
    return Image.frombytes(image.mode, image.size, image.tobytes())
