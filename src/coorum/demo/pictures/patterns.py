"""Calm abstracts for posts that show nothing in particular."""

from math import cos, pi, sin
from random import Random

from coorum.demo.pictures.canvas import Canvas, smooth
from coorum.demo.pictures.palette import Colour, Palette, mix


def tiles(c: Canvas, p: Palette, rng: Random) -> None:
    """Quarter circles on a grid."""
    size = rng.choice((200, 250))
    tones = [p.main, p.glow, p.leaf, p.deep, mix(p.main, p.cream, 0.5), p.cream, p.haze]
    for row in range(1000 // size):
        for col in range(-(-1600 // size)):
            x, y = col * size, row * size
            ground, figure = rng.sample(tones, 2)
            c.box(x, y, size, size, ground)
            corner = rng.randrange(5)
            if corner == 4:
                c.disc(x + size / 2, y + size / 2, size * 0.32, figure)
                continue
            _quarter(c, x, y, size, corner, figure)


def _quarter(c: Canvas, x: float, y: float, size: float, corner: int, tone: Colour) -> None:
    cx, cy = x + size * (corner in (1, 2)), y + size * (corner in (2, 3))
    angles = [(corner * 90 + i * 5) * pi / 180 for i in range(19)]
    c.shape([(cx, cy), *((cx + size * 0.96 * cos(angle), cy + size * 0.96 * sin(angle)) for angle in angles)], tone)


def waves(c: Canvas, p: Palette, rng: Random) -> None:
    """Long soft bands."""
    tones = [mix(p.haze, p.cream, 0.3), p.haze, mix(p.glow, p.cream, 0.3), mix(p.main, p.cream, 0.35), p.main, p.deep]
    for i, tone in enumerate(tones):
        points = [(-100 + k * 300, 240 + i * 130 + rng.uniform(-70, 70)) for k in range(7)]
        c.shape([(-100, 1000), *smooth(points, closed=False), (1700, 1000)], tone)
    c.disc(rng.choice((400, 1200)), 190, 90, p.glow)


def pebbles(c: Canvas, p: Palette, rng: Random) -> None:
    """Stones in balance."""
    c.disc(rng.choice((500, 1100)), 430, 380, mix(p.air, p.cream, 0.5))
    c.box(0, 850, 1600, 150, mix(p.haze, p.main, 0.2))
    for i in range(4):
        c.box(0, 880 + i * 34, 1600, 5, mix(p.haze, p.main, 0.35))
    x, y, w = 800.0, 850.0, 330.0
    tones = [p.deep, p.main, p.leaf, p.glow, mix(p.main, p.cream, 0.5)]
    rng.shuffle(tones)
    for tone in tones:
        h = w * rng.uniform(0.3, 0.42)
        c.blob(
            [
                (x - w, y - h * 0.9),
                (x - w * 0.5, y - h * 1.9),
                (x + w * 0.4, y - h * 2),
                (x + w, y - h),
                (x + w * 0.6, y),
                (x - w * 0.6, y),
            ],
            tone,
        )
        c.blob(
            [
                (x + w * 0.2, y - h * 1.9),
                (x + w * 0.5, y - h * 1.85),
                (x + w, y - h),
                (x + w * 0.6, y),
                (x, y),
                (x + w * 0.55, y - h * 0.8),
            ],
            mix(tone, p.ink, 0.15),
        )
        y -= h * 1.85
        x += rng.uniform(-26, 26)
        w *= 0.72


def arches(c: Canvas, p: Palette, rng: Random) -> None:
    """Rainbows of paper."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.cream, 0.3))
    for x, base, size in ((430, 860, 1.15), (1150, 860, 0.85)):
        tones = [p.deep, p.main, mix(p.main, p.cream, 0.5), p.glow, p.leaf]
        rng.shuffle(tones)
        for i, tone in enumerate(tones):
            r = (360 - i * 66) * size
            c.box(x - r, base - r * 1.5, 2 * r, r * 1.5, tone, r=(r, r, 0, 0))
    c.box(0, 860, 1600, 140, mix(p.haze, p.wood, 0.2))
    c.disc(rng.choice((800, 1450)), 220, 84, p.glow)
