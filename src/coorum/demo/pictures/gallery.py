"""Everything that can be drawn, by name, and the one way to draw it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Literal

from PIL import Image

from coorum.demo.pictures import brewing, cups, garden, landscapes, patterns, screens, sweets, warehouse, workshop
from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.faces import FACES
from coorum.demo.pictures.faces import SIZE as FACE
from coorum.demo.pictures.logos import LOGOS
from coorum.demo.pictures.palette import PALETTES, Palette, colour, mix

type Motive = Callable[[Canvas, Palette, Random], None]

_ALL = tuple(PALETTES)
_LIGHT = tuple(name for name in _ALL if name not in ("dusk", "night"))
_COOL = ("lake", "slate", "mint", "dusk", "night", "moss")
_GREEN = ("moss", "mint", "lake", "wheat", "peach", "clay")

# Each motive with the colours it looks well in.
MOTIVES: dict[str, tuple[Motive, tuple[str, ...]]] = {
    "cup": (cups.side, _ALL),
    "latte": (cups.above, _ALL),
    "iced": (cups.iced, _ALL),
    "flight": (cups.flight, _ALL),
    "pour": (brewing.pour, _ALL),
    "press": (brewing.press, _ALL),
    "mill": (brewing.mill, _ALL),
    "beans": (brewing.beans, _LIGHT),
    "bags": (brewing.bags, _LIGHT),
    "moka": (brewing.moka, _ALL),
    "cake": (sweets.cake, _ALL),
    "toast": (sweets.toast, _LIGHT),
    "cookies": (sweets.cookies, _LIGHT),
    "donuts": (sweets.donuts, _ALL),
    "seat": (sweets.seat, _ALL),
    "shelf": (sweets.shelf, _ALL),
    "wall": (workshop.wall, _LIGHT),
    "bench": (workshop.bench, _ALL),
    "paint": (workshop.paint, _LIGHT),
    "planks": (workshop.planks, _LIGHT),
    "stool": (workshop.stool, _LIGHT),
    "pots": (garden.pots, _LIGHT),
    "watering": (garden.watering, _GREEN),
    "balcony": (garden.balcony, _LIGHT),
    "bed": (garden.bed, _GREEN),
    "racks": (warehouse.racks, _ALL),
    "scanner": (warehouse.scanner, _ALL),
    "belt": (warehouse.belt, _LIGHT),
    "dock": (warehouse.dock, _ALL),
    "floor": (warehouse.floor, _ALL),
    "pallet": (warehouse.pallet, _ALL),
    "dashboard": (screens.dashboard, _LIGHT),
    "laptop": (screens.laptop, _ALL),
    "sheets": (screens.sheets, _LIGHT),
    "talk": (screens.talk, _ALL),
    "notes": (screens.notes, _LIGHT),
    "gauge": (screens.gauge, _ALL),
    "mountains": (landscapes.mountains, _ALL),
    "sea": (landscapes.sea, ("lake", "slate", "mint", "night", "dusk")),
    "forest": (landscapes.forest, _COOL),
    "town": (landscapes.town, _ALL),
    "rain": (landscapes.rain, ("lake", "slate", "stone", "plum", "mint", "dusk")),
    "snow": (landscapes.snow, ("lake", "slate", "night", "dusk", "plum")),
    "spring": (landscapes.spring, ("mint", "lake", "plum", "slate", "dawn")),
    "autumn": (landscapes.autumn, ("stone", "peach", "lake", "wheat", "night")),
    "house": (landscapes.house, _LIGHT),
    "tiles": (patterns.tiles, _ALL),
    "waves": (patterns.waves, _ALL),
    "pebbles": (patterns.pebbles, _ALL),
    "arches": (patterns.arches, _LIGHT),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw. `motive` names an entry of MOTIVES, FACES or LOGOS; `seed` fixes colours and composition."""

    kind: Literal["cover", "avatar", "logo"]
    motive: str
    seed: int
    alt: str = ""
    brand: str = ""  # logos only: `#rrggbb`

    @property
    def name(self) -> str:
        """A file name, unique for each different picture."""
        return f"{self.motive}-{self.seed}.webp"


def draw(picture: Picture) -> Image.Image:
    """Covers 1440 × 900, avatars 320 × 320, logos 512 × 512 with clear corners. Raises KeyError for an unknown motive."""
    if picture.kind == "cover":
        return _cover(picture)
    return _avatar(picture) if picture.kind == "avatar" else _logo(picture)


def encoded(picture: Picture) -> bytes:
    """The picture as WebP, lossless for logos."""
    file = BytesIO()
    if picture.kind == "logo":
        draw(picture).save(file, "WEBP", lossless=True)
    else:
        draw(picture).save(file, "WEBP", quality=84, method=2)
    return file.getvalue()


def _cover(picture: Picture) -> Image.Image:
    motive, palettes = MOTIVES[picture.motive]
    rng = Random(f"{picture.motive}:{picture.seed}")  # noqa: S311
    palette = PALETTES[palettes[picture.seed % len(palettes)]]
    board = Canvas.blank(1440, 900, top=palette.air, bottom=mix(palette.air, palette.haze, 0.5))
    motive(board, palette, rng)
    return board.finish()


def _avatar(picture: Picture) -> Image.Image:
    rng = Random(f"{picture.motive}:{picture.seed}")  # noqa: S311
    palette = PALETTES[_ALL[picture.seed % len(_ALL)]]
    ground = rng.choice(
        (palette.air, palette.haze, mix(palette.glow, palette.cream, 0.5), mix(palette.leaf, palette.cream, 0.55))
    )
    board = Canvas.blank(320, 320, top=ground, bottom=ground, space=FACE)
    FACES[picture.motive](board, palette, rng)
    return board.finish()


def _logo(picture: Picture) -> Image.Image:
    brand = colour(picture.brand)
    board = Canvas.blank(512, 512, top=brand, bottom=brand, space=400)
    LOGOS[picture.motive](board, brand)
    mask = Canvas(Image.new("L", board.image.size, 0), (2.56, 0, 0, 0, 2.56, 0))
    mask.box(0, 0, 400, 400, 255, r=88)
    image = board.finish().convert("RGBA")
    image.putalpha(mask.finish())
    return image
