"""From one brand colour to every colour of a site, light and dark, legible by construction.

`derive` places each token in OKLCH by the same rules for both schemes, then moves lightness, and nothing
else, until every pair in `PAIRS` reaches its ratio: 4.5 for text, 3 for controls (WCAG 2.2, 1.4.3, 1.4.11).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Literal, NamedTuple

from coorum.sites.branding.colour import Oklch, contrast, normal_hex, to_hex, to_oklch

Scheme = Literal["light", "dark"]
TEXT, CONTROL = 4.5, 3.0
NEARLY_WHITE = 3.6  # from here a small step of the brand makes white words legible on it
WARM_HUE, GREY, LEAN = 75.0, 0.02, 0.3
DARK_INK = 0.74  # links on a dark page glow a little, or they read as disabled
MOODS = {"positive": 152.0, "warning": 70.0, "danger": 26.0}
GROUNDS = ("surface", "raised", "sunken")


class Pair(NamedTuple):
    """What stands on what, and the ratio it must reach."""

    front: str
    ground: str
    least: float


class Adjustment(NamedTuple):
    """A colour that had to move: token, scheme, hex before and after, ratio reached on its hardest ground."""

    token: str
    scheme: Scheme
    before: str
    after: str
    ratio: float


@dataclass(frozen=True)
class Palette:
    """`light` and `dark` map tokens to `#rrggbb`; `adjustments` say where the brand could not be kept."""

    brand: str
    light: Mapping[str, str]
    dark: Mapping[str, str]
    adjustments: tuple[Adjustment, ...]


def _pairs() -> Iterable[Pair]:
    for ground in (*GROUNDS, "accent-soft"):
        yield from (Pair(front, ground, TEXT) for front in ("text", "muted", "accent-ink"))
        yield from (Pair(front, ground, CONTROL) for front in ("control", "accent-edge", "focus"))
    yield from (Pair("accent-text", ground, TEXT) for ground in ("accent", "accent-hover"))
    for mood in MOODS:
        yield from (Pair(mood, ground, TEXT) for ground in (*GROUNDS, f"{mood}-soft"))
        yield Pair(f"{mood}-text", mood, TEXT)
        yield from (Pair(front, f"{mood}-soft", TEXT) for front in ("text", "muted"))


PAIRS: tuple[Pair, ...] = tuple(_pairs())

# Lightness of what no brand changes. Dark is not light turned over: grounds stay apart, ink stays soft.
LIGHTNESS: dict[Scheme, dict[str, float]] = {
    "light": {
        "surface": 0.982, "raised": 1.0, "sunken": 0.958, "line": 0.905, "control": 0.62, "text": 0.265,
        "muted": 0.49, "soft": 0.955, "mood": 0.47, "mood-soft": 0.96,
    },
    "dark": {
        "surface": 0.192, "raised": 0.232, "sunken": 0.165, "line": 0.325, "control": 0.56, "text": 0.925,
        "muted": 0.735, "soft": 0.275, "mood": 0.79, "mood-soft": 0.27,
    },
}  # fmt: skip


def derive(brand: str) -> Palette:
    """The palette of a brand colour given as hex text. Raises ValueError if it is not a colour."""
    brand = normal_hex(brand)
    light, light_moves = _scheme(brand, "light")
    dark, dark_moves = _scheme(brand, "dark")
    return Palette(brand, light, dark, (*light_moves, *dark_moves))


def _scheme(brand: str, scheme: Scheme) -> tuple[dict[str, str], list[Adjustment]]:
    colour, level = to_oklch(brand), LIGHTNESS[scheme]
    tokens = {name: to_hex(_neutral(colour, level[name], scheme)) for name in (*GROUNDS, "line")}
    soft = min(colour.chroma * 0.28, 0.024 if scheme == "light" else 0.04)
    tokens["accent-soft"] = to_hex(Oklch(level["soft"], soft, colour.hue))
    for mood, hue in MOODS.items():
        tokens[f"{mood}-soft"] = to_hex(Oklch(level["mood-soft"], 0.028, hue))
    for name in ("text", "muted", "control"):
        tokens[name] = _settled(name, _neutral(colour, level[name], scheme), tokens, scheme)
    for mood, hue in MOODS.items():
        tokens[mood] = _settled(mood, Oklch(level["mood"], 0.12, hue), tokens, scheme)
        tokens[f"{mood}-text"] = tokens["raised" if scheme == "light" else "sunken"]
    moves = _accent(brand, tokens, scheme)
    return tokens, moves


def _accent(brand: str, tokens: dict[str, str], scheme: Scheme) -> list[Adjustment]:
    """Fill, ink, edge and focus from the brand, added to `tokens`; tells what had to move."""
    colour = to_oklch(brand)
    tokens["accent"], tokens["accent-text"] = _fill(brand, tokens["surface"], scheme)
    away = -0.045 if tokens["accent-text"] == "#ffffff" else 0.045
    fill = to_oklch(tokens["accent"])
    tokens["accent-hover"] = to_hex(fill._replace(lightness=min(max(fill.lightness + away, 0.0), 1.0)))
    ink = colour if scheme == "light" else colour._replace(lightness=max(colour.lightness, DARK_INK))
    tokens["accent-ink"] = _settled("accent-ink", ink, tokens, scheme)
    tokens["accent-edge"] = _settled("accent-edge", to_oklch(tokens["accent"]), tokens, scheme)
    tokens["focus"] = tokens["accent-ink"]
    grounds = {"accent": tokens["accent-text"]}
    return [
        Adjustment(name, scheme, brand, tokens[name], round(_lowest(tokens[name], name, tokens, grounds), 2))
        for name in ("accent", "accent-ink", "accent-edge")
        if tokens[name] != brand
    ]


def _lowest(colour: str, name: str, tokens: Mapping[str, str], grounds: Mapping[str, str]) -> float:
    if name in grounds:
        return contrast(colour, grounds[name])
    return min(contrast(colour, tokens[pair.ground]) for pair in PAIRS if pair.front == name)


def _fill(brand: str, surface: str, scheme: Scheme) -> tuple[str, str]:
    """The brand as a ground for words, and the words' colour: white if a small step makes it possible."""
    fill = brand
    if scheme == "dark":  # a navy button must not sink into a dark page
        fill = _moved(to_oklch(brand), +1, [(surface, CONTROL)])
    if contrast(fill, "#ffffff") >= NEARLY_WHITE:
        return _moved(to_oklch(fill), -1, [("#ffffff", TEXT)]), "#ffffff"
    return fill, to_hex(Oklch(0.2, 0.02, to_oklch(fill).hue))


def _neutral(brand: Oklch, lightness: float, scheme: Scheme) -> Oklch:
    """Paper grey: warm, drawn towards the brand as far as the brand has a hue of its own."""
    lean = LEAN if brand.chroma > GREY else 0.0
    warm, own = radians(WARM_HUE), radians(brand.hue)
    a = (1 - lean) * cos(warm) + lean * cos(own)
    b = (1 - lean) * sin(warm) + lean * sin(own)
    chroma = 0.006 if scheme == "light" else 0.009
    return Oklch(lightness, chroma * hypot(a, b), degrees(atan2(b, a)) % 360)


def _settled(name: str, wanted: Oklch, tokens: Mapping[str, str], scheme: Scheme) -> str:
    grounds = [(tokens[pair.ground], pair.least) for pair in PAIRS if pair.front == name]
    return _moved(wanted, -1 if scheme == "light" else +1, grounds)


def _moved(colour: Oklch, way: int, grounds: list[tuple[str, float]]) -> str:
    """The first colour from `colour` towards black (-1) or white (+1) that every ground bears."""
    lightness, end = colour.lightness, (1 + way) / 2
    while True:
        found = to_hex(colour._replace(lightness=lightness))
        if lightness == end or all(contrast(found, ground) >= least for ground, least in grounds):
            return found
        lightness = min(max(lightness + way * 0.005, 0.0), 1.0)
