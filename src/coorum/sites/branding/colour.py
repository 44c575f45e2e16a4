"""Colour arithmetic: sRGB, OKLCH and the contrast of WCAG 2.2.

A colour travels as a string `#rrggbb`, since that is what browsers paint: contrast is always computed on
these 8-bit values, after rounding, so that what we promise is what is seen.
"""

import re
from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


class Oklch(NamedTuple):
    """Lightness 0–1, chroma 0–0.4, hue in degrees (Björn Ottosson, 2020; CSS Color 4)."""

    lightness: float
    chroma: float
    hue: float


def normal_hex(text: str) -> str:
    """`#abc`, `ABCDEF` or ` #AbCdEf ` as `#rrggbb`. Raises ValueError for anything else."""
    text = text.strip().lower()
    text = text if text.startswith("#") else f"#{text}"
    if not HEX.fullmatch(text):
        raise ValueError(f"not a colour: {text!r}")
    return text if len(text) == 7 else "#" + "".join(digit * 2 for digit in text[1:])


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """Relative luminance 0–1 (WCAG 2.2) of `#rrggbb`."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1–21 (WCAG 2.2, success criteria 1.4.3 and 1.4.11) of two `#rrggbb`."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour: str) -> Oklch:
    """`#rrggbb` in OKLCH; greys have hue 0."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    chroma = hypot(a, b)
    return Oklch(lightness, chroma, degrees(atan2(b, a)) % 360 if chroma > 0.0005 else 0.0)


@lru_cache(maxsize=4096)
def to_hex(colour: Oklch) -> str:
    """The nearest `#rrggbb` of the same lightness and hue: chroma gives way until the colour fits sRGB."""
    low, high = 0.0, colour.chroma
    if _fits(_from_oklch(colour)):
        low = high
    while high - low > 0.0005:
        middle = (low + high) / 2
        low, high = (middle, high) if _fits(_from_oklch(colour._replace(chroma=middle))) else (low, middle)
    return "#" + "".join(f"{_encoded(part):02x}" for part in _from_oklch(colour._replace(chroma=low)))


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> int:
    part = min(max(part, 0.0), 1.0)
    return round(255 * (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))


def _from_oklch(colour: Oklch) -> tuple[float, float, float]:
    a, b = colour.chroma * cos(radians(colour.hue)), colour.chroma * sin(radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(linear: tuple[float, float, float]) -> bool:
    return all(-0.0001 <= part <= 1.0001 for part in linear)
