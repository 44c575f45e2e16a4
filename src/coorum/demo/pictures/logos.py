"""The marks of the provider and its three operators, in a space of 400 × 400, white on the brand's colour."""

from collections.abc import Callable
from math import cos, pi, sin

from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.palette import Colour, mix

_PAPER = (255, 252, 246)


def asamoya(c: Canvas, brand: Colour) -> None:
    """A cup in the morning mist, the sun rising from it."""
    c.inside(
        lambda m: m.disc(190, 196, 84, 255), lambda m: m.box(100, 100, 190, 96, (242, 190, 98)), (100, 100, 190, 96)
    )
    c.ring(300, 244, 36, 36, 20, _PAPER, start=-100, end=100)
    c.inside(lambda m: m.oval(190, 210, 124, 128, 255), lambda m: m.box(60, 214, 260, 130, _PAPER), (60, 214, 260, 130))
    c.box(78, 348, 224, 16, _PAPER, r=8)
    for y, x, w in ((150, 66, 130), (176, 170, 150)):
        c.box(x, y, w, 14, brand, r=7)


def kigino(c: Canvas, brand: Colour) -> None:
    """A nut with a leaf growing in it."""
    hexagon = [(200 + 142 * cos(pi / 6 + i * pi / 3), 200 + 142 * sin(pi / 6 + i * pi / 3)) for i in range(6)]
    c.shape(hexagon, _PAPER)
    c.line([*hexagon, hexagon[0]], 36, _PAPER)
    c.disc(200, 200, 104, brand)
    c.at(172, 270, turn=24).blob([(0, 0), (-50, -56), (0, -150), (50, -56)], _PAPER)
    c.line([(162, 284), (194, 226), (216, 168)], 9, mix(brand, _PAPER, 0.25), soft=True)


def soradana(c: Canvas, brand: Colour) -> None:
    """Three shelves, one box just found."""
    for y in (146, 236, 326):
        c.box(70, y, 260, 20, _PAPER, r=10)
    for x, y, w, h in ((92, 86, 60, 52), (236, 176, 72, 52), (92, 176, 52, 52), (92, 266, 84, 52), (190, 266, 52, 52)):
        c.box(x, y, w, h, mix(brand, _PAPER, 0.6), r=6)
    c.box(196, 78, 64, 60, (247, 196, 88), r=6)


def sazanami(c: Canvas, brand: Colour) -> None:
    """Ripples meeting."""
    for r in (150, 106, 62):
        c.ring(200, 290, r, r * 0.8, 22, mix(_PAPER, brand, (150 - r) / 300), start=180, end=360)
    c.disc(200, 282, 22, (245, 190, 110))
    c.box(60, 316, 280, 16, _PAPER, r=8)


LOGOS: dict[str, Callable[[Canvas, Colour], None]] = {
    mark.__name__: mark for mark in (asamoya, kigino, soradana, sazanami)
}
