"""Places and seasons without people."""

from collections.abc import Sequence
from functools import partial
from random import Random

from coorum.demo.pictures.canvas import Canvas, Point, smooth
from coorum.demo.pictures.palette import Colour, Palette, mix


def _ridge(c: Canvas, rng: Random, y: float, rough: float, tone: Colour, *, peaks: int = 6) -> None:
    points = [(-80 + i * 1760 / peaks, y + rng.uniform(-rough, rough)) for i in range(peaks + 1)]
    c.shape([(-100, 1000), *_soft(points), (1700, 1000)], tone)


def _soft(points: Sequence[Point]) -> list[Point]:
    return smooth(points, closed=False)


def mountains(c: Canvas, p: Palette, rng: Random) -> None:
    """Layered mountains in haze, a sun or a moon."""
    x = rng.choice((430, 800, 1180))
    c.disc(x, 330, 190, mix(p.air, p.glow, 0.35))
    c.disc(x, 330, 130, mix(p.glow, p.cream, 0.25))
    for i in range(5):
        t = i / 4
        _ridge(c, rng, 470 + i * 120, 90 - i * 8, mix(mix(p.haze, p.air, 0.2), p.deep, 0.15 + 0.75 * t), peaks=5 + i)
    for _ in range(5):
        y = rng.randint(140, 420)
        cx = rng.randint(100, 1500)
        c.box(cx - 130, y, 260, 22, mix(p.air, p.cream, 0.7), r=11)
        c.box(cx - 60, y - 20, 170, 22, mix(p.air, p.cream, 0.7), r=11)


def sea(c: Canvas, p: Palette, rng: Random) -> None:
    """The sea with a low sun, sails and gulls."""
    x = rng.choice((500, 1080))
    c.disc(x, 500, 210, mix(p.glow, p.air, 0.3))
    c.disc(x, 500, 160, mix(p.glow, p.cream, 0.3))
    c.box(0, 520, 1600, 480, p.main)
    for i in range(1, 5):
        c.shape(
            [
                (0, 520 + i * 96),
                *_soft([(k * 200, 520 + i * 96 + rng.uniform(-22, 22)) for k in range(9)]),
                (1600, 1000),
                (0, 1000),
            ],
            mix(p.main, p.ink, 0.12 * i),
        )
    for i in range(8):
        w = 190 - i * 18 + rng.randint(-20, 20)
        c.box(x - w / 2, 534 + i * 38, w, 10, mix(p.glow, p.cream, 0.35), r=5)
    for bx, size in ((x + (420 if x < 800 else -420), 1.0), (x + (290 if x > 800 else -260), 0.6)):
        boat = c.at(bx, 600, size)
        boat.shape([(-90, 0), (90, 0), (60, 36), (-64, 36)], p.ink)
        boat.shape([(6, -14), (6, -200), (86, -14)], p.cream)
        boat.shape([(-8, -14), (-8, -160), (-74, -14)], mix(p.glow, p.cream, 0.4))
    for _ in range(5):
        gx, gy = rng.randint(150, 1450), rng.randint(110, 330)
        c.line(
            [(gx - 34, gy - 10), (gx - 14, gy - 22), (gx, gy), (gx + 14, gy - 22), (gx + 34, gy - 10)],
            6,
            mix(p.ink, p.air, 0.3),
            soft=True,
        )


def forest(c: Canvas, p: Palette, rng: Random) -> None:
    """Firs in three depths of mist."""
    c.disc(rng.choice((420, 1150)), 300, 150, mix(p.glow, p.cream, 0.4))
    for depth in range(3):
        tone = mix(mix(p.leaf, p.haze, 0.66), mix(p.leaf, p.ink, 0.4), depth / 2)
        base = 700 + depth * 130
        _ridge(c, rng, base, 20, tone, peaks=5)
        for i in range(9 - depth):
            x = i * 1700 / (8 - depth) + rng.randint(-50, 50)
            tall = (240 + depth * 110) * rng.uniform(0.75, 1.15)
            for k in range(3):
                w, top = tall * (0.2 + k * 0.07), base + 30 - tall + k * tall * 0.24
                c.shape([(x, top), (x + w, top + tall * 0.45), (x - w, top + tall * 0.45)], tone)
            c.box(x - 10, base - 10, 20, 60, tone)


def town(c: Canvas, p: Palette, rng: Random) -> None:
    """A street of small shops at evening."""
    c.disc(rng.choice((300, 1300)), 210, 90, mix(p.glow, p.cream, 0.3))
    x = -60.0
    while x < 1600:
        w, h = rng.randint(220, 320), rng.randint(330, 560)
        tone = rng.choice((p.main, mix(p.main, p.cream, 0.35), p.deep, p.leaf, mix(p.glow, p.cream, 0.2), p.wood))
        top = 830 - h
        c.box(x, top, w - 12, h, tone)
        if rng.random() < 0.5:
            c.shape([(x - 16, top), (x + w / 2 - 6, top - 110), (x + w + 4, top)], mix(tone, p.ink, 0.3))
        else:
            c.box(x - 8, top - 24, w + 4, 30, mix(tone, p.ink, 0.3))
        for row in range((h - 240) // 110 + 1):
            for col in range(2):
                c.box(
                    x + w * 0.16 + col * w * 0.4,
                    top + 36 + row * 110,
                    w * 0.22,
                    66,
                    mix(p.glow, p.cream, 0.5 if rng.random() < 0.7 else 0.0),
                    r=6,
                )
        c.box(x + 20, 700, w - 52, 130, mix(p.cream, p.glow, 0.25), r=6)
        for stripe in range(6):
            c.box(
                x + 10 + stripe * (w - 32) / 6,
                660,
                (w - 32) / 6,
                50,
                p.cream if stripe % 2 else mix(tone, p.ink, 0.2),
                r=(0, 0, 14, 14),
            )
        x += w
    c.box(0, 830, 1600, 170, mix(p.haze, p.ink, 0.3))
    for i in range(9):
        c.box(i * 190, 910, 100, 10, mix(p.haze, p.cream, 0.4))


def rain(c: Canvas, p: Palette, rng: Random) -> None:
    """A rainy window with umbrellas below."""
    grey = mix(p.air, p.haze, 0.7)
    c.box(0, 0, 1600, 1000, grey)
    for i in range(3):
        cx = 300 + i * 520
        for dx, r in ((-110, 80), (0, 120), (120, 90)):
            c.disc(cx + dx, 130 + 20 * (i % 2), r, mix(grey, p.cream, 0.55))
    for _ in range(60):
        x, y = rng.randint(0, 1600), rng.randint(230, 960)
        c.line([(x, y), (x - 18, y + 60)], 5, mix(grey, p.main, 0.35))
    for i, tone in enumerate(rng.sample([p.main, p.glow, p.leaf, p.deep, p.cream], 4)):
        umbrella = c.at(240 + i * 370, 760 + (i % 2) * 50, 1.1, turn=rng.randint(-8, 8))
        umbrella.inside(lambda m: m.oval(0, 0, 170, 160, 255), partial(_cloth, p=p, tone=tone), (-175, -165, 350, 160))
        for x in (-113, 0, 113):
            umbrella.oval(x, 0, 57, 20, grey)
        umbrella.line([(0, -40), (0, 170), (20, 200), (44, 180)], 12, p.ink, soft=True)
    c.box(0, 940, 1600, 60, mix(grey, p.ink, 0.2))


def _cloth(m: Canvas, *, p: Palette, tone: Colour) -> None:
    m.box(-180, -170, 360, 170, tone)
    m.oval(0, 10, 64, 170, mix(tone, p.cream, 0.25))


def snow(c: Canvas, p: Palette, rng: Random) -> None:
    """A house under snow, its windows lit."""
    for y, t in ((620, 0.25), (700, 0.1)):
        _ridge(c, rng, y, 50, mix(p.haze, p.main, t))
    for _ in range(8):
        x, tall = rng.randint(40, 1560), rng.randint(190, 320)
        for k in range(3):
            w, top = tall * (0.16 + k * 0.08), 780 - tall + k * tall * 0.25
            c.shape([(x, top), (x + w, top + tall * 0.42), (x - w, top + tall * 0.42)], mix(p.leaf, p.ink, 0.15))
            c.shape([(x, top), (x + w * 0.4, top + tall * 0.17), (x - w * 0.4, top + tall * 0.17)], p.cream)
    x = rng.choice((520, 980))
    c.box(x - 190, 560, 380, 260, p.deep)
    c.shape([(x - 240, 570), (x, 370), (x + 240, 570)], p.cream)
    c.shape([(x - 190, 570), (x, 410), (x + 190, 570)], mix(p.deep, p.ink, 0.2))
    c.box(x + 90, 380, 50, 110, p.deep)
    c.box(x + 80, 366, 70, 26, p.cream, r=10)
    for dx in (-120, 40):
        c.box(x + dx, 620, 90, 96, p.glow, r=6)
        c.box(x + dx + 41, 620, 8, 96, p.deep)
    c.shape(
        [(-10, 1010), (-10, 800), *_soft([(i * 200, 800 + rng.uniform(-30, 24)) for i in range(9)]), (1610, 1010)],
        p.cream,
    )
    for _ in range(70):
        c.disc(rng.randint(0, 1600), rng.randint(0, 960), rng.choice((4, 6, 9)), p.cream)


def boughs(c: Canvas, p: Palette, rng: Random, *, blossom: bool) -> None:
    """A branch across the sky: blossoms, or turning leaves."""
    c.disc(rng.choice((360, 1240)), rng.choice((280, 700)), 300, mix(p.air, p.cream, 0.6))
    wood = mix(p.wood, p.ink, 0.45)
    start = rng.randint(150, 330)
    trunk = [(-40, start), (350, start + 120), (760, start + 60), (1180, start + 230), (1680, start + 190)]
    c.line(trunk, 34, wood, soft=True)
    twigs = [
        [(350, start + 120), (500, start + 300), (560, start + 460)],
        [(760, start + 60), (980, start - 70), (1130, start - 130)],
        [(1000, start + 150), (1080, start + 330), (1220, start + 470)],
        [(1180, start + 230), (1380, start + 90), (1500, start - 40)],
    ]
    for twig in twigs:
        c.line(twig, 16, wood, soft=True)
    petals = [mix((238, 150, 170), p.cream, t) for t in (0.2, 0.45, 0.65)]
    autumn = [(205, 92, 52), (224, 142, 60), (196, 66, 52), (232, 178, 84)]
    for path in [trunk, *twigs]:
        for spot in _soft(path)[3::5]:
            for _ in range(2):
                x, y = spot[0] + rng.randint(-70, 70), spot[1] + rng.randint(-70, 70)
                if blossom:
                    _flower(c.at(x, y, rng.uniform(0.7, 1.1), turn=rng.randint(0, 72)), p, rng.choice(petals))
                else:
                    _leaf(
                        c.at(x, y, rng.uniform(0.8, 1.2), turn=rng.randint(0, 360)),
                        p,
                        mix(rng.choice(autumn), p.air, 0.08),
                    )
    for _ in range(12):
        x, y = rng.randint(60, 1540), rng.randint(560, 960)
        if blossom:
            c.oval(x, y, 16, 9, rng.choice(petals), turn=rng.randint(0, 180))
        else:
            _leaf(c.at(x, y, 0.7, turn=rng.randint(0, 360)), p, mix(rng.choice(autumn), p.air, 0.08))


def _flower(c: Canvas, p: Palette, tone: Colour) -> None:
    for i in range(5):
        c.at(0, 0, turn=i * 72).oval(0, -24, 17, 23, tone)
    c.disc(0, 0, 10, mix(p.glow, p.cream, 0.2))


def _leaf(c: Canvas, p: Palette, tone: Colour) -> None:
    c.shape(
        [
            (0, 34),
            (-8, 12),
            (-34, 14),
            (-24, -4),
            (-36, -26),
            (-12, -20),
            (0, -44),
            (12, -20),
            (36, -26),
            (24, -4),
            (34, 14),
            (8, 12),
        ],
        tone,
    )
    c.line([(0, 40), (0, -24)], 4, mix(tone, p.ink, 0.3))


def spring(c: Canvas, p: Palette, rng: Random) -> None:
    """Cherry blossom."""
    boughs(c, p, rng, blossom=True)


def autumn(c: Canvas, p: Palette, rng: Random) -> None:
    """Turning leaves."""
    boughs(c, p, rng, blossom=False)


def house(c: Canvas, p: Palette, rng: Random) -> None:
    """A house with a garden, as one would like to come home to."""
    c.disc(rng.choice((300, 1320)), 250, 120, mix(p.glow, p.cream, 0.25))
    _ridge(c, rng, 640, 50, mix(p.leaf, p.haze, 0.55))
    c.box(0, 780, 1600, 220, mix(p.leaf, p.haze, 0.2))
    x = rng.choice((700, 900))
    c.box(x - 330, 430, 660, 380, p.cream)
    c.box(x + 120, 430, 210, 380, mix(p.cream, p.haze, 0.45))
    roof = rng.choice((p.main, p.deep, p.glow))
    c.shape([(x - 390, 450), (x - 250, 230), (x + 250, 230), (x + 390, 450)], roof)
    c.shape([(x - 390, 450), (x - 378, 430), (x + 378, 430), (x + 390, 450)], mix(roof, p.ink, 0.25))
    c.box(x - 60, 600, 120, 210, p.wood, r=(60, 60, 0, 0))
    c.disc(x + 30, 710, 9, p.glow)
    for dx in (-260, 110):
        c.box(x + dx, 530, 150, 130, mix(p.haze, p.main, 0.3), r=6)
        c.box(x + dx, 530, 150, 130 // 2, mix(p.haze, p.cream, 0.4), r=6)
        c.box(x + dx + 70, 530, 10, 130, p.cream)
        c.box(x + dx - 12, 660, 174, 34, p.wood, r=6)
        for i in range(6):
            c.disc(x + dx + 6 + i * 28, 654, 20, (p.leaf, p.main, p.leaf)[i % 3])
    for tx, size in ((x - 560, 1.2), (x + 560, 0.95)):
        c.box(tx - 16, 700, 32, 110, mix(p.wood, p.ink, 0.3))
        c.disc(tx, 590, 130 * size, p.leaf)
        c.disc(tx + 50, 650, 90 * size, mix(p.leaf, p.ink, 0.15))
    for i in range(16):
        if abs(i * 104 + 40 - x) > 110:
            c.box(i * 104, 790, 70, 110, p.cream, r=(35, 35, 4, 4))
    c.box(0, 836, x - 120, 20, p.cream)
    c.box(x + 120, 836, 1600, 20, p.cream)
