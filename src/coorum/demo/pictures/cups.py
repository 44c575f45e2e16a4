"""Cups: from the side, from above, iced, in a row."""

from collections.abc import Sequence
from functools import partial
from math import cos, pi, sin
from random import Random

from coorum.demo.pictures import stage
from coorum.demo.pictures.canvas import Canvas, Point, smooth
from coorum.demo.pictures.palette import Colour, Palette, mix


def cup(c: Canvas, p: Palette, glaze: Colour, *, coffee: Colour | None = None) -> None:
    """A cup on its saucer; the origin is the middle of the table below it, 300 units wide."""
    dark = mix(glaze, p.ink, 0.22)
    c.oval(12, 8, 250, 34, mix(p.wood, p.ink, 0.28))
    c.oval(0, -8, 240, 36, mix(p.cream, p.haze, 0.35))
    c.oval(0, -16, 232, 32, p.cream)
    c.ring(150, -150, 62, 60, 26, dark, start=-95, end=95)
    outline = [(-150, -240), (150, -240), (140, -130), (100, -50), (60, -24), (-60, -24), (-100, -50), (-140, -130)]

    def body(m: Canvas, fill: Colour | int) -> None:
        m.shape(_rounded(outline), fill)

    def paint(m: Canvas) -> None:
        m.box(-160, -260, 320, 260, glaze)
        m.blob([(60, -270), (180, -270), (180, 0), (0, 0), (84, -70), (104, -160)], dark)
        m.box(-160, -190, 320, 16, mix(glaze, p.cream, 0.6))

    c.inside(lambda m: body(m, 255), paint, (-160, -260, 320, 250))
    c.oval(0, -240, 150, 30, mix(glaze, p.cream, 0.4))
    c.oval(0, -238, 138, 24, coffee or p.roast)
    c.oval(-34, -241, 64, 9, mix(coffee or p.roast, p.wood, 0.55))


def _rounded(outline: Sequence[Point]) -> list[Point]:
    return [outline[0], outline[1], *smooth([*outline[1:], outline[0]], closed=False, steps=6)]


def side(c: Canvas, p: Palette, rng: Random) -> None:
    """One steaming cup, a sprig or some beans beside it."""
    stage.backdrop(c, p, rng)
    x = rng.choice((620, 800, 960))
    if rng.random() < 0.6:
        left = x > 760
        stage.sprig(c, p, x - 470 if left else x + 470, 760, tall=330, lean=-40 if left else 40)
        _vase(c, p, x - 470 if left else x + 470, 850)
    stage.steam(c, p, x, 520)
    cup(c.at(x, 860, 1.25, flip=rng.random() < 0.4), p, rng.choice((p.cream, p.main, p.leaf, p.glow)))


def _vase(c: Canvas, p: Palette, x: float, y: float) -> None:
    stage.shadow(c, p, x + 14, y, 90, 18)
    c.blob(
        [
            (x - 26, y - 150),
            (x + 26, y - 150),
            (x + 34, y - 110),
            (x + 78, y - 50),
            (x + 56, y),
            (x - 56, y),
            (x - 78, y - 50),
            (x - 34, y - 110),
        ],
        p.deep,
    )
    c.blob([(x - 40, y - 70), (x - 20, y - 90), (x - 30, y - 20), (x - 52, y - 30)], mix(p.deep, p.cream, 0.25))


def above(c: Canvas, p: Palette, rng: Random) -> None:
    """Latte art from above: a heart, a fern or rings."""
    c.box(0, 0, 1600, 1000, mix(p.wood, p.haze, 0.45))
    for i in range(1, 4):
        c.box(0, i * 250 + rng.randint(-10, 10), 1600, 5, mix(p.wood, p.ink, 0.12))
    x, y = rng.choice(((800, 500), (640, 520), (960, 480)))
    if rng.random() < 0.7:
        _napkin(c.at(x, y, turn=rng.choice((-14, 10, 24))), p)
    c.oval(x + 26, y + 34, 372, 372, mix(p.wood, p.ink, 0.2))
    c.disc(x, y, 370, mix(p.cream, p.haze, 0.3))
    c.disc(x - 4, y - 6, 360, p.cream)
    c.disc(x, y, 272, mix(p.cream, p.haze, 0.5))
    handle = c.at(x, y, turn=rng.choice((-35, 20, 150, 205)))
    handle.box(225, -34, 150, 68, mix(p.main, p.ink, 0.15), r=34)
    c.disc(x, y, 256, p.main)
    c.disc(x, y, 236, mix(p.main, p.cream, 0.25))
    c.disc(x, y, 226, mix(p.roast, p.wood, 0.45))
    c.disc(x, y, 206, mix(p.wood, p.roast, 0.3))
    (_heart, _fern, _rings)[rng.randrange(3)](c.at(x, y, turn=rng.choice((-20, 0, 16))), p)
    _spoon(c.at(x + rng.choice((-560, 520)), y + 20, turn=rng.choice((-12, 8))), p)


def _napkin(c: Canvas, p: Palette) -> None:
    c.box(-450, -420, 900, 840, mix(p.haze, p.main, 0.22))
    for i in range(5):
        c.box(-450, -360 + i * 170, 900, 20, mix(p.haze, p.cream, 0.5))
        c.box(-390 + i * 180, -420, 20, 840, mix(p.haze, p.cream, 0.5))


def _heart(c: Canvas, p: Palette) -> None:
    foam = mix(p.cream, p.wood, 0.12)
    for size, tone in ((1.0, foam), (0.72, mix(p.wood, p.cream, 0.35)), (0.56, foam)):
        c.blob(
            [
                (0, 150 * size),
                (-120 * size, 20 * size),
                (-116 * size, -84 * size),
                (-44 * size, -112 * size),
                (0, -64 * size),
                (44 * size, -112 * size),
                (116 * size, -84 * size),
                (120 * size, 20 * size),
            ],
            tone,
        )


def _fern(c: Canvas, p: Palette) -> None:
    foam = mix(p.cream, p.wood, 0.12)
    for i in range(5):
        y, w = 110 - i * 50, 150 - i * 20
        for side in (-1, 1):
            c.blob(
                [
                    (0, y),
                    (side * w * 0.55, y - 40),
                    (side * w, y - 66),
                    (side * w * 0.8, y - 14),
                    (side * w * 0.3, y + 22),
                ],
                foam,
            )
    c.blob([(0, -60), (-50, -112), (-22, -150), (0, -132), (22, -150), (50, -112)], foam)
    c.line([(0, 150), (0, -110)], 9, mix(p.wood, p.ink, 0.1))


def _rings(c: Canvas, p: Palette) -> None:
    foam = mix(p.cream, p.wood, 0.12)
    for i, r in enumerate((168, 134, 100, 66, 32)):
        c.oval(0, 26 - i * 13, r, r * 0.94, foam if i % 2 == 0 else mix(p.wood, p.ink, 0.05))


def _spoon(c: Canvas, p: Palette) -> None:
    metal = mix(p.cream, p.ink, 0.28)
    c.oval(10, -160, 54, 84, mix(p.wood, p.ink, 0.2))
    c.line([(0, -100), (0, 240)], 18, metal)
    c.oval(0, -168, 52, 82, metal)
    c.oval(-6, -172, 36, 62, mix(metal, p.cream, 0.5))


def iced(c: Canvas, p: Palette, rng: Random) -> None:
    """A tall glass with ice, milk falling through it or not."""
    stage.backdrop(c, p, rng, edge=740)
    x = rng.choice((640, 800, 980))
    _coaster(c, p, x)
    glass = mix(p.haze, p.cream, 0.6)
    milky = rng.random() < 0.6

    def outline(m: Canvas) -> None:
        m.shape([(x - 150, 330), (x + 150, 330), (x + 118, 850), (x - 118, 850)], 255)

    def paint(m: Canvas) -> None:
        m.box(x - 170, 320, 340, 560, glass)
        m.box(x - 170, 420, 340, 460, mix(p.roast, p.wood, 0.15))
        if milky:
            m.blob(
                [
                    (x - 170, 640),
                    (x - 90, 600),
                    (x - 60, 500),
                    (x - 10, 610),
                    (x + 40, 560),
                    (x + 80, 660),
                    (x + 170, 620),
                    (x + 170, 900),
                    (x - 170, 900),
                ],
                mix(p.wood, p.cream, 0.25),
            )
            m.blob(
                [
                    (x - 170, 720),
                    (x - 60, 700),
                    (x + 20, 660),
                    (x + 90, 730),
                    (x + 170, 710),
                    (x + 170, 900),
                    (x - 170, 900),
                ],
                mix(p.wood, p.cream, 0.7),
            )
        for dx, dy, turn in ((-70, 440, -12), (40, 420, 14), (-10, 520, 30), (80, 530, -8)):
            cube = m.at(x + dx, dy, turn=turn)
            cube.box(-48, -48, 96, 96, mix(glass, p.wood, 0.25), r=16)
            cube.box(-36, -36, 46, 40, mix(glass, p.cream, 0.6), r=12)
        m.box(x - 128, 330, 26, 520, mix(glass, p.cream, 0.7))

    c.line([(x + 40, 700), (x + 130, 210)], 20, p.glow)
    c.inside(outline, paint, (x - 170, 320, 340, 560))
    c.oval(x, 330, 150, 20, mix(glass, p.cream, 0.7))
    c.oval(x, 332, 138, 14, glass)
    c.line([(x + 90, 336), (x + 130, 210)], 20, p.glow)
    _lemon(c, p, x + rng.choice((-420, 380)), 850)


def _coaster(c: Canvas, p: Palette, x: float) -> None:
    c.oval(x + 16, 868, 230, 44, mix(p.wood, p.ink, 0.28))
    c.oval(x, 856, 220, 42, p.main)
    c.oval(x, 852, 180, 32, mix(p.main, p.cream, 0.3))


def _lemon(c: Canvas, p: Palette, x: float, y: float) -> None:
    stage.shadow(c, p, x + 10, y + 6, 110, 20)
    c.disc(x, y - 84, 92, p.glow)
    c.disc(x, y - 84, 78, mix(p.glow, p.cream, 0.75))
    for i in range(8):
        a, b = i * pi / 4 + 0.1, (i + 1) * pi / 4 - 0.1
        c.shape(
            [
                (x + 8 * cos((a + b) / 2), y - 84 + 8 * sin((a + b) / 2)),
                (x + 66 * cos(a), y - 84 + 66 * sin(a)),
                (x + 66 * cos(b), y - 84 + 66 * sin(b)),
            ],
            mix(p.glow, p.cream, 0.3),
        )


def flight(c: Canvas, p: Palette, rng: Random) -> None:
    """Three tasting bowls on a board, from light to dark."""
    stage.backdrop(c, p, rng, edge=640)
    c.box(190, 800, 1220, 54, mix(p.wood, p.ink, 0.25), r=20)
    c.box(180, 780, 1220, 54, p.wood, r=20)
    c.box(180, 780, 1220, 16, mix(p.wood, p.cream, 0.35), r=8)
    glazes = [p.cream, p.main, p.leaf, p.glow, p.deep]
    rng.shuffle(glazes)
    for i, tone in enumerate((0.5, 0.25, 0.0)):
        bowl = c.at(430 + i * 370, 792, 0.86)
        glaze = glazes[i]
        stage.steam(c, p, 430 + i * 370, 560, tall=130)
        bowl.box(-50, -28, 100, 28, mix(glaze, p.ink, 0.3), r=6)
        bowl.inside(
            lambda m: m.blob([(-160, -220), (160, -220), (146, -120), (74, -30), (-74, -30), (-146, -120)], 255),
            partial(_bowl, p=p, glaze=glaze),
            (-180, -250, 360, 240),
        )
        bowl.oval(0, -206, 150, 30, mix(glaze, p.cream, 0.45))
        bowl.oval(0, -203, 136, 23, mix(p.roast, p.wood, tone))


def _bowl(m: Canvas, *, p: Palette, glaze: Colour) -> None:
    m.box(-180, -250, 360, 250, glaze)
    m.blob([(70, -260), (200, -260), (200, 0), (-10, 0), (90, -90)], mix(glaze, p.ink, 0.2))
    m.box(-180, -120, 360, 12, mix(glaze, p.cream, 0.5))
