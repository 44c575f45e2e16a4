"""Avatars: people, animals and small emblems on a plain ground, in a space of 400 × 400."""

from collections.abc import Callable
from random import Random

from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.palette import Colour, Palette, colour, mix

SIZE = 400
_SKINS = tuple(colour(text) for text in ("#f6d7be", "#eec2a0", "#dca982", "#c68e67", "#f9e0cc"))
_HAIRS = tuple(colour(text) for text in ("#2e2624", "#4a342b", "#6b4a38", "#8a8480", "#3b3340"))


def _face(c: Canvas, p: Palette, *, y: float = 196, tone: Colour | None = None) -> None:
    ink = tone or p.ink
    c.disc(168, y, 8, ink)
    c.disc(232, y, 8, ink)
    c.ring(200, y + 26, 20, 14, 6, ink, start=20, end=160)


def _shoulders(c: Canvas, p: Palette, skin: Colour, shirt: Colour) -> None:
    c.blob([(70, 430), (80, 340), (150, 296), (250, 296), (320, 340), (330, 430)], shirt)
    c.box(172, 250, 56, 76, mix(skin, p.ink, 0.14), r=26)
    c.blob([(160, 296), (240, 296), (226, 330), (200, 344), (174, 330)], mix(skin, p.ink, 0.14))


def short(c: Canvas, p: Palette, rng: Random) -> None:
    """Someone with short hair, sometimes glasses or a beard."""
    skin, hair = rng.choice(_SKINS), rng.choice(_HAIRS)
    _shoulders(c, p, skin, rng.choice((p.main, p.leaf, p.glow, p.deep)))
    c.disc(116, 206, 20, skin)
    c.disc(284, 206, 20, skin)
    c.oval(200, 196, 84, 96, skin)
    if rng.random() < 0.3:
        c.blob([(118, 214), (140, 250), (200, 262), (260, 250), (282, 214), (272, 268), (200, 306), (128, 268)], hair)
    side = rng.choice((-1, 1))
    c.blob(
        [
            (112, 200),
            (108, 130),
            (150, 82),
            (200 + side * 20, 72),
            (256, 86),
            (292, 134),
            (288, 200),
            (268, 150),
            (200 + side * 40, 128),
            (150, 140),
            (130, 156),
        ],
        hair,
    )
    _face(c, p)
    if rng.random() < 0.35:
        _glasses(c, p)


def long(c: Canvas, p: Palette, rng: Random) -> None:
    """Someone with long hair or a bun."""
    skin, hair = rng.choice(_SKINS), rng.choice(_HAIRS)
    shirt = rng.choice((p.main, p.leaf, p.glow, p.cream))
    if rng.random() < 0.4:
        c.disc(200, 76, 46, hair)
    else:
        c.blob([(96, 330), (92, 180), (130, 96), (200, 76), (270, 96), (308, 180), (304, 330), (200, 350)], hair)
    _shoulders(c, p, skin, shirt)
    c.oval(200, 200, 82, 92, skin)
    c.blob(
        [
            (112, 214),
            (106, 140),
            (150, 90),
            (200, 80),
            (250, 90),
            (294, 140),
            (288, 214),
            (262, 150),
            (214, 122),
            (160, 148),
            (130, 172),
        ],
        hair,
    )
    _face(c, p, y=204)
    c.disc(150, 230, 12, mix(skin, p.main, 0.3))
    c.disc(250, 230, 12, mix(skin, p.main, 0.3))
    if rng.random() < 0.25:
        _glasses(c, p)


def _glasses(c: Canvas, p: Palette) -> None:
    c.ring(166, 200, 28, 26, 6, p.ink)
    c.ring(234, 200, 28, 26, 6, p.ink)
    c.line([(194, 198), (206, 198)], 6, p.ink)


def hat(c: Canvas, p: Palette, rng: Random) -> None:
    """Someone in a cap or a beret."""
    skin, hair, cloth = rng.choice(_SKINS), rng.choice(_HAIRS), rng.choice((p.main, p.deep, p.glow))
    _shoulders(c, p, skin, rng.choice((p.leaf, p.cream, p.wood)))
    c.oval(200, 204, 82, 92, skin)
    c.blob([(114, 220), (112, 160), (200, 140), (288, 160), (286, 220), (270, 180), (130, 180)], hair)
    if rng.random() < 0.5:
        c.blob([(104, 168), (110, 90), (200, 60), (290, 90), (296, 168), (200, 156)], cloth)
        c.blob([(90, 172), (200, 146), (330, 172), (320, 190), (200, 170), (100, 186)], mix(cloth, p.ink, 0.25))
    else:
        c.blob([(90, 150), (110, 88), (210, 60), (320, 96), (310, 150), (200, 146)], cloth)
        c.box(112, 136, 180, 26, mix(cloth, p.ink, 0.25), r=13)
        c.disc(212, 60, 10, mix(cloth, p.ink, 0.25))
    _face(c, p, y=212)


def cat(c: Canvas, p: Palette, rng: Random) -> None:
    """A cat."""
    fur = rng.choice((p.cream, p.wood, p.glow, mix(p.ink, p.haze, 0.2), mix(p.ink, p.cream, 0.5)))
    dark = mix(fur, p.ink, 0.25)
    for side in (-1, 1):
        c.shape([(200 + side * 120, 90), (200 + side * 130, 220), (200 + side * 30, 140)], fur)
        c.shape([(200 + side * 108, 122), (200 + side * 112, 190), (200 + side * 58, 150)], mix(p.main, p.cream, 0.4))
    c.oval(200, 236, 134, 110, fur)
    for x in (-34, 0, 34):
        c.line([(200 + x, 136), (200 + x * 0.8, 168)], 13, dark)
    ink = p.ink if sum(fur) > 240 else p.cream
    _eyes(c, ink, 150, 250, 226)
    c.shape([(188, 254), (212, 254), (200, 268)], p.main)
    c.ring(184, 268, 16, 12, 6, ink, start=10, end=170)
    c.ring(216, 268, 16, 12, 6, ink, start=10, end=170)
    for side in (-1, 1):
        for y in (254, 276):
            c.line([(200 + side * 76, y), (200 + side * 136, y + (y - 262) * 0.6)], 4, dark)


def _eyes(c: Canvas, ink: Colour, left: float, right: float, y: float) -> None:
    for x in (left, right):
        c.oval(x, y, 11, 14, ink)


def dog(c: Canvas, p: Palette, rng: Random) -> None:
    """A dog with folded or standing ears."""
    fur = rng.choice((p.wood, p.glow, mix(p.wood, p.cream, 0.5), p.deep))
    standing = rng.random() < 0.5
    for side in (-1, 1):
        if standing:
            c.blob(
                [(200 + side * 130, 84), (200 + side * 136, 190), (200 + side * 60, 190), (200 + side * 70, 120)],
                mix(fur, p.ink, 0.12),
            )
    c.blob([(200, 116), (300, 140), (326, 230), (280, 320), (200, 344), (120, 320), (74, 230), (100, 140)], fur)
    if not standing:
        for side in (-1, 1):
            c.blob(
                [
                    (200 + side * 84, 128),
                    (200 + side * 150, 150),
                    (200 + side * 158, 250),
                    (200 + side * 118, 268),
                    (200 + side * 96, 200),
                ],
                mix(fur, p.ink, 0.3),
            )
    c.blob([(200, 210), (262, 240), (268, 300), (200, 334), (132, 300), (138, 240)], p.cream)
    _eyes(c, p.ink, 152, 248, 216)
    c.oval(200, 256, 24, 17, p.ink)
    c.line([(200, 268), (200, 288)], 6, p.ink)
    c.ring(200, 280, 26, 18, 6, p.ink, start=20, end=160)


def bear(c: Canvas, p: Palette, rng: Random) -> None:
    """A bear or a rabbit."""
    fur = rng.choice((p.wood, mix(p.wood, p.ink, 0.35), p.cream, mix(p.main, p.cream, 0.5)))
    if rng.random() < 0.5:
        for side in (-1, 1):
            c.disc(200 + side * 100, 130, 50, fur)
            c.disc(200 + side * 100, 130, 26, mix(fur, p.cream, 0.5))
    else:
        for side in (-1, 1):
            c.oval(200 + side * 56, 96, 34, 92, fur, turn=side * 12)
            c.oval(200 + side * 56, 100, 17, 66, mix(p.main, p.cream, 0.5), turn=side * 12)
    c.oval(200, 230, 130, 116, fur)
    c.oval(200, 268, 60, 48, mix(fur, p.cream, 0.65))
    _eyes(c, p.ink, 148, 252, 214)
    c.oval(200, 250, 18, 13, p.ink)
    c.ring(200, 262, 20, 16, 6, p.ink, start=20, end=160)
    for x in (116, 284):
        c.disc(x, 254, 18, mix(fur, p.main, 0.35))


def bird(c: Canvas, p: Palette, rng: Random) -> None:
    """A round small bird on a twig."""
    tone = rng.choice((p.main, p.leaf, p.glow, p.deep))
    c.line([(20, 336), (380, 316)], 14, mix(p.wood, p.ink, 0.3))
    c.shape([(90, 250), (20, 206), (40, 280)], mix(tone, p.ink, 0.25))
    c.blob([(200, 100), (290, 140), (310, 230), (250, 320), (160, 322), (90, 260), (106, 150)], tone)
    c.blob([(230, 180), (300, 220), (250, 314), (170, 310), (160, 230)], p.cream)
    c.blob([(110, 200), (180, 190), (214, 240), (170, 290), (110, 270)], mix(tone, p.ink, 0.25))
    c.disc(250, 166, 13, p.ink)
    c.disc(254, 161, 4, p.cream)
    c.shape([(296, 166), (344, 184), (294, 200)], p.glow if tone != p.glow else p.deep)


def mug(c: Canvas, p: Palette, rng: Random) -> None:
    """A mug with a face."""
    tone = rng.choice((p.main, p.cream, p.glow, p.leaf))
    c.ring(296, 240, 46, 52, 24, mix(tone, p.ink, 0.2), start=-95, end=95)
    c.box(96, 140, 200, 196, tone, r=(10, 10, 60, 60))
    c.box(238, 140, 58, 196, mix(tone, p.ink, 0.14), r=(0, 10, 60, 0))
    c.oval(196, 140, 100, 24, mix(tone, p.cream, 0.5))
    c.oval(196, 141, 88, 18, p.roast)
    for x in (160, 216):
        c.line([(x, 96), (x - 14, 76), (x + 10, 54), (x - 4, 32)], 10, mix(p.air, p.cream, 0.8), soft=True)
    _face(c.at(-6, 36), p)


def sprout(c: Canvas, p: Palette, rng: Random) -> None:
    """A small plant in a pot."""
    pot = rng.choice((p.main, p.cream, p.glow))
    dark = mix(p.leaf, p.ink, 0.2)
    c.line([(200, 280), (196, 190), (200, 110)], 12, dark, soft=True)
    for turn, tone in ((-58, dark), (56, p.leaf), (0, mix(p.leaf, p.cream, 0.15))):
        c.at(200, 210 if turn else 130, turn=turn).blob([(0, 0), (-40, -56), (0, -120), (40, -56)], tone)
    c.shape([(110, 262), (290, 262), (262, 372), (138, 372)], pot)
    c.shape([(226, 262), (290, 262), (262, 372), (216, 372)], mix(pot, p.ink, 0.18))
    c.box(100, 246, 200, 36, mix(pot, p.cream, 0.2), r=8)


def hill(c: Canvas, p: Palette, rng: Random) -> None:
    """Hills and a sun."""
    c.disc(rng.choice((130, 270)), 150, 62, p.glow)
    c.oval(90, 400, 220, 170, mix(p.main, p.haze, 0.4))
    c.oval(320, 420, 230, 160, p.main)
    c.oval(180, 460, 260, 120, p.deep)


def shapes(c: Canvas, p: Palette, rng: Random) -> None:
    """Four quarters of discs."""
    tones = [p.main, p.glow, p.leaf, p.deep, p.cream]
    rng.shuffle(tones)
    for i, (x, y) in enumerate(((0, 0), (200, 0), (0, 200), (200, 200))):
        c.box(x, y, 200, 200, tones[i])
        c.disc(x + 100, y + 100, 70, tones[(i + 2) % 5])
        if rng.random() < 0.6:
            c.box(x, y + 100, 200, 100, tones[i])


FACES: dict[str, Callable[[Canvas, Palette, Random], None]] = {
    face.__name__: face for face in (short, long, hat, cat, dog, bear, bird, mug, sprout, hill, shapes)
}
