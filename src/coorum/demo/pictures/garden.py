"""Pots, beds and balconies."""

from collections.abc import Callable
from random import Random

from coorum.demo.pictures import stage
from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.palette import Colour, Palette, mix

TOMATO = (214, 84, 62)
WATER = (112, 172, 204)


def pot(c: Canvas, p: Palette, tone: Colour, *, wide: float = 1) -> None:
    """A flower pot; the origin is the middle of its foot."""
    w, dark = 110 * wide, mix(tone, p.ink, 0.22)
    c.oval(14, 2, w * 1.05, 18, mix(p.wood, p.ink, 0.28))
    c.shape([(-w, -190), (w, -190), (w * 0.72, 0), (-w * 0.72, 0)], tone)
    c.shape([(w * 0.4, -190), (w, -190), (w * 0.72, 0), (w * 0.28, 0)], dark)
    c.box(-w - 12, -222, 2 * w + 24, 48, mix(tone, p.cream, 0.15), r=8)
    c.box(w * 0.44, -222, w * 0.56 + 12, 48, mix(tone, p.ink, 0.12), r=(0, 8, 8, 0))


def _cactus(c: Canvas, p: Palette) -> None:
    dark = mix(p.leaf, p.ink, 0.2)
    c.line([(-60, -90), (-110, -100), (-114, -190)], 52, dark, soft=True)
    c.line([(60, -150), (112, -160), (116, -240)], 46, dark, soft=True)
    c.box(-58, -340, 116, 350, p.leaf, r=58)
    for x in (-24, 6, 34):
        c.line([(x, -290), (x, -20)], 5, mix(p.leaf, p.cream, 0.25))
    c.disc(0, -344, 24, p.glow)


def _monstera(c: Canvas, p: Palette) -> None:
    for turn, size, tone in (
        (-52, 1.0, mix(p.leaf, p.ink, 0.2)),
        (44, 1.05, p.leaf),
        (-8, 1.25, mix(p.leaf, p.cream, 0.14)),
    ):
        leaf = c.at(0, 0, size, turn=turn)
        leaf.line([(0, 0), (0, -180)], 9, mix(p.leaf, p.ink, 0.35))
        leaf.blob(
            [(0, -150), (-96, -190), (-110, -280), (-50, -350), (0, -390), (50, -350), (110, -280), (96, -190)], tone
        )
        for y in (-210, -260, -310):
            for side in (-1, 1):
                leaf.line([(side * 4, y + 20), (side * 62, y - 14)], 6, mix(tone, p.ink, 0.3))
        leaf.line([(0, -160), (0, -370)], 6, mix(tone, p.ink, 0.3))


def _snake(c: Canvas, p: Palette) -> None:
    for x, turn, h in ((-50, -14, 300), (50, 13, 320), (-20, -4, 420), (24, 6, 360)):
        blade = c.at(x, 0, turn=turn)
        blade.blob([(-26, 0), (-30, -h * 0.5), (0, -h), (30, -h * 0.5), (26, 0)], mix(p.leaf, p.glow, 0.35))
        blade.blob([(-14, 0), (-18, -h * 0.5), (0, -h * 0.92), (18, -h * 0.5), (14, 0)], p.leaf)


def _flowers(c: Canvas, p: Palette) -> None:
    for x, h, tone in ((-80, 230, p.main), (0, 320, p.glow), (84, 250, p.deep)):
        c.line([(x * 0.3, 0), (x * 0.7, -h * 0.5), (x, -h)], 9, mix(p.leaf, p.ink, 0.2), soft=True)
        c.at(x * 0.6, -h * 0.45, turn=60 if x >= 0 else -60).blob([(0, 0), (-20, -46), (0, -96), (20, -46)], p.leaf)
        for i in range(7):
            c.at(x, -h, turn=i * 360 / 7).oval(0, -42, 22, 34, tone)
        c.disc(x, -h, 26, p.cream)


def _herb(c: Canvas, p: Palette) -> None:
    for lean, tall in ((-84, 230), (78, 240), (0, 330)):
        stage.sprig(c, p, lean * 0.2, 10, tall=tall, lean=lean, leaves=5)


PLANTS: tuple[Callable[[Canvas, Palette], None], ...] = (_cactus, _monstera, _snake, _flowers, _herb)


def pots(c: Canvas, p: Palette, rng: Random) -> None:
    """Three or four potted plants on a ledge."""
    stage.backdrop(c, p, rng, edge=780)
    plants = list(PLANTS)
    rng.shuffle(plants)
    tones = [p.main, p.cream, p.glow, p.deep]
    rng.shuffle(tones)
    count = rng.choice((3, 4))
    for i in range(count):
        spot = c.at(330 + i * 950 / (count - 1), 890, rng.uniform(0.86, 1.08))
        plants[i](spot.at(0, -206), p)
        pot(spot, p, tones[i], wide=rng.choice((1.0, 0.86)))


def watering(c: Canvas, p: Palette, rng: Random) -> None:
    """A watering can over a row of seedlings."""
    stage.sun(c, p, 330, 330, 240)
    for i, x in enumerate((-100, 500, 1150)):
        c.oval(x + 250, 860, 620, 200 + 40 * (i % 2), mix(p.haze, p.leaf, 0.3 + 0.12 * i))
    c.box(0, 780, 1600, 220, mix(p.wood, p.ink, 0.35))
    for i in range(9):
        c.oval(i * 200, 786, 130, 26, mix(p.wood, p.ink, 0.35))
    for i in range(7):
        x = 150 + i * 120
        tall = rng.randint(90, 190)
        stage.sprig(c, p, x, 780, tall=tall, lean=rng.randint(-16, 16), leaves=3)
    for i in range(9):
        x, y = 560 - i * 30 + rng.randint(-10, 10), 450 + rng.randint(-20, 190)
        c.at(x, y, turn=24).blob([(0, -22), (-9, 4), (0, 14), (9, 4)], mix(WATER, p.cream, 0.2))
    can = c.at(1060, 360, 1.0, turn=-18)
    tone = rng.choice((p.main, p.glow, p.deep))
    can.ring(150, -10, 130, 130, 30, mix(tone, p.ink, 0.25), start=-95, end=95)
    can.ring(-10, -150, 110, 90, 26, mix(tone, p.ink, 0.25), start=180, end=360)
    can.line([(-120, 90), (-260, -20), (-390, -90)], 46, mix(tone, p.ink, 0.1))
    can.at(-400, -96, turn=-56).box(-74, -40, 148, 50, mix(tone, p.ink, 0.25), r=18)
    can.shape([(-140, -150), (120, -150), (160, 170), (-180, 170)], tone)
    can.shape([(40, -150), (120, -150), (160, 170), (70, 170)], mix(tone, p.ink, 0.18))
    can.box(-152, -166, 284, 34, mix(tone, p.cream, 0.25), r=12)


def balcony(c: Canvas, p: Palette, rng: Random) -> None:
    """A balcony with a chair, planters and the town beyond."""
    c.disc(rng.choice((420, 1200)), 300, 150, mix(p.glow, p.air, 0.35))
    for i in range(14):
        h = rng.randint(120, 340)
        c.box(i * 120 - 20, 620 - h, 106, h + 40, mix(p.haze, p.main, 0.1 + 0.14 * (i % 3)))
        for row in range(h // 70):
            c.box(i * 120 + 8, 640 - h + row * 64, 18, 24, mix(p.haze, p.cream, 0.5))
            c.box(i * 120 + 46, 640 - h + row * 64, 18, 24, mix(p.haze, p.cream, 0.5))
    c.box(0, 600, 1600, 400, mix(p.haze, p.leaf, 0.25))
    for i in range(33):
        c.box(i * 50, 580, 10, 270, p.ink)
    c.box(0, 560, 1600, 26, p.wood, r=8)
    c.box(0, 850, 1600, 150, mix(p.wood, p.cream, 0.3))
    for i in range(7):
        c.box(0, 850 + i * 26, 1600, 5, mix(p.wood, p.ink, 0.15))
    for x, tone in ((120, p.main), (1130, p.deep)):
        for i in range(4):
            PLANTS[rng.choice((3, 4))](c.at(x + 62 + i * 85, 800, 0.66), p)
        c.box(x, 780, 380, 130, tone, r=12)
        c.box(x, 780, 380, 28, mix(tone, p.cream, 0.25), r=12)
    chair = c.at(800, 930)
    for x in (-120, 120):
        chair.line([(x, -120), (x * 1.15, 0)], 18, mix(p.wood, p.ink, 0.3))
    chair.line([(-110, -130), (-130, -400)], 20, p.wood)
    chair.line([(110, -130), (130, -400)], 20, p.wood)
    for i in range(4):
        chair.box(-126, -390 + i * 58, 252, 36, p.wood, r=10)
    chair.box(-150, -150, 300, 40, p.glow, r=18)


def bed(c: Canvas, p: Palette, rng: Random) -> None:
    """Raised vegetable beds, tomatoes on poles, hills behind."""
    stage.sun(c, p, rng.choice((380, 1220)), 280, 220)
    c.oval(300, 760, 900, 320, mix(p.haze, p.leaf, 0.3))
    c.oval(1300, 800, 900, 320, mix(p.haze, p.leaf, 0.45))
    c.box(0, 760, 1600, 240, mix(p.leaf, p.haze, 0.35))
    for i in range(4):
        x = 230 + i * 380
        c.line([(x, 800), (x + 20, 330)], 14, p.wood)
        stage.sprig(c, p, x - 16, 800, tall=440, lean=40, leaves=6)
        stage.sprig(c, p, x + 26, 800, tall=330, lean=-36, leaves=5)
        for _ in range(5):
            tx, ty = x + rng.randint(-80, 100), rng.randint(440, 720)
            c.disc(tx, ty, 30, mix(TOMATO, p.glow, rng.choice((0, 0.2, 0.7))))
            c.disc(tx - 9, ty - 10, 8, p.cream)
    c.box(60, 780, 1480, 130, p.wood, r=8)
    for i in range(4):
        c.box(60 + i * 370, 780, 6, 130, mix(p.wood, p.ink, 0.3))
    c.box(60, 780, 1480, 24, mix(p.wood, p.cream, 0.35), r=8)
    c.box(60, 846, 1480, 6, mix(p.wood, p.ink, 0.25))
