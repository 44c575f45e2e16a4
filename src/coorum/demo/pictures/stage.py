"""Where things stand: walls, tables, windows, light. Every still life begins with one of these."""

from random import Random

from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.palette import Palette, mix

WIDTH, HEIGHT = 1600, 1000


def table(c: Canvas, p: Palette, *, edge: float = 700) -> None:
    """A table top from `edge` down, with a thin light along it."""
    c.box(0, edge, WIDTH, HEIGHT - edge, mix(p.wood, p.haze, 0.35))
    c.box(0, edge, WIDTH, 14, mix(p.wood, p.cream, 0.55))
    c.box(0, edge + 120, WIDTH, HEIGHT, mix(p.wood, p.haze, 0.22))


def sun(c: Canvas, p: Palette, x: float, y: float, r: float) -> None:
    """A pale disc behind things, in two rings."""
    c.disc(x, y, r, mix(p.air, p.glow, 0.22))
    c.disc(x, y, r * 0.78, mix(p.air, p.glow, 0.34))


def arch(c: Canvas, p: Palette, x: float, base: float, w: float, h: float) -> None:
    """An arched niche in the wall, its depth on the left."""
    c.box(x - w / 2, base - h, w, h, mix(p.haze, p.main, 0.18), r=(w / 2, w / 2, 0, 0))
    c.box(x - w / 2 + 26, base - h + 26, w - 26, h - 26, mix(p.haze, p.air, 0.25), r=(w / 2 - 26, w / 2 - 13, 0, 0))


def window(c: Canvas, p: Palette, x: float, y: float, w: float, h: float) -> None:
    """A window with two panes, hills and a low sun."""
    c.box(x - 16, y - 16, w + 32, h + 32, p.cream, r=10)

    def view(v: Canvas) -> None:
        v.box(x, y, w, h, mix(p.haze, p.cream, 0.45))
        v.disc(x + w * 0.68, y + h * 0.36, h * 0.15, mix(p.glow, p.cream, 0.25))
        v.oval(x + w * 0.2, y + h * 1.02, w * 0.6, h * 0.42, mix(p.leaf, p.haze, 0.5))
        v.oval(x + w * 0.85, y + h * 1.08, w * 0.55, h * 0.38, mix(p.leaf, p.haze, 0.2))

    c.inside(lambda m: m.box(x, y, w, h, 255, r=4), view, (x, y, w, h))
    c.box(x + w / 2 - 8, y, 16, h, p.cream)
    c.box(x - 34, y + h + 16, w + 68, 24, mix(p.cream, p.haze, 0.35), r=6)


def beams(c: Canvas, p: Palette) -> None:
    """Slanted light on the wall."""
    tone = mix(p.air, p.cream, 0.5)
    c.shape([(880, 0), (1120, 0), (620, 1000), (380, 1000)], tone)
    c.shape([(1180, 0), (1330, 0), (830, 1000), (680, 1000)], tone)


def backdrop(c: Canvas, p: Palette, rng: Random, *, edge: float = 700) -> None:
    """One of five rooms, with its table."""
    kind = rng.randrange(5)
    if kind == 0:
        sun(c, p, rng.choice((480, 1120)), 400, 330)
    elif kind == 1:
        arch(c, p, rng.choice((520, 800, 1080)), edge, 620, 620)
    elif kind == 2:
        beams(c, p)
    elif kind == 3:
        window(c, p, rng.choice((140, 1000)), 90, 460, 380)
    else:
        c.box(0, 0, WIDTH, 250, mix(p.air, p.haze, 0.55))
        c.box(0, 250, WIDTH, 8, mix(p.air, p.cream, 0.6))
    table(c, p, edge=edge)


def shadow(c: Canvas, p: Palette, x: float, y: float, rx: float, ry: float) -> None:
    """What a thing casts on the table."""
    c.oval(x, y, rx, ry, mix(p.wood, p.ink, 0.28))


def steam(c: Canvas, p: Palette, x: float, y: float, *, tall: float = 190) -> None:
    """Two soft strands rising from x, y."""
    tone = mix(p.air, p.cream, 0.85)
    for shift, size in ((-34, 0.85), (30, 1.0)):
        h = tall * size
        c.line(
            [(x + shift, y), (x + shift - 26, y - h * 0.3), (x + shift + 22, y - h * 0.65), (x + shift - 6, y - h)],
            15,
            tone,
            soft=True,
        )


def sprig(c: Canvas, p: Palette, x: float, y: float, *, tall: float = 260, lean: float = 0, leaves: int = 5) -> None:
    """A stem with paired leaves, growing up from x, y."""
    dark = mix(p.leaf, p.ink, 0.25)
    c.line([(x, y), (x + lean * 0.4, y - tall * 0.5), (x + lean, y - tall)], 8, dark, soft=True)
    for i in range(leaves):
        t = 0.25 + 0.75 * i / leaves
        size = 58 * (1.15 - t * 0.5) * tall / 260
        for side in (-1, 1):
            leaf = c.at(x + lean * t, y - tall * t, turn=side * 62 + lean * 0.05)
            tone = p.leaf if side < 0 else mix(p.leaf, p.cream, 0.18)
            leaf.blob([(0, 0), (-size * 0.26, -size * 0.6), (0, -size * 1.25), (size * 0.26, -size * 0.6)], tone)
    c.at(x + lean, y - tall).blob([(0, 10), (-14, -26), (0, -62), (14, -26)], p.leaf)
