"""Making things of wood: tools, benches, shelves, paint."""

from random import Random

from coorum.demo.pictures import stage
from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.palette import Colour, Palette, mix


def _handle(c: Canvas, p: Palette, x: float, y: float, w: float, h: float, tone: Colour) -> None:
    c.box(x, y, w, h, tone, r=w / 2)
    c.box(x + w * 0.58, y, w * 0.42, h, mix(tone, p.ink, 0.22), r=(0, w / 2, w / 2, 0))


def hammer(c: Canvas, p: Palette) -> None:
    steel = mix(p.ink, p.haze, 0.3)
    _handle(c, p, -20, -20, 40, 360, p.wood)
    c.box(-20, 180, 40, 160, p.main, r=16)
    c.box(-110, -90, 150, 74, steel, r=10)
    c.blob([(40, -88), (110, -84), (160, -40), (96, -44), (40, -20)], steel)
    c.box(-126, -98, 30, 90, mix(steel, p.cream, 0.25), r=8)


def saw(c: Canvas, p: Palette) -> None:
    steel = mix(p.haze, p.ink, 0.14)
    c.shape([(-70, -10), (70, -10), (46, 360), (-30, 360)], steel)
    for i in range(18):
        y = i * 20
        c.shape([(-70 + i * 2.2, y), (-86 + i * 2.2, y + 10), (-69 + i * 2.2, y + 20)], steel)
    c.shape([(40, -10), (70, -10), (46, 360), (26, 360)], mix(steel, p.ink, 0.14))
    c.blob([(-80, -20), (-90, -120), (-20, -170), (70, -150), (92, -70), (84, 0), (0, 10)], p.wood)
    c.blob([(-36, -48), (-38, -96), (0, -120), (40, -104), (42, -50), (0, -36)], mix(p.wood, p.cream, 0.55))


def driver(c: Canvas, p: Palette, tone: Colour) -> None:
    c.box(-9, 100, 18, 220, mix(p.haze, p.ink, 0.35), r=4)
    _handle(c, p, -38, -90, 76, 200, tone)
    c.box(-26, -60, 10, 140, mix(tone, p.cream, 0.4), r=5)


def pliers(c: Canvas, p: Palette) -> None:
    steel = mix(p.ink, p.haze, 0.35)
    c.line([(-10, 20), (-70, 160), (-56, 330)], 36, p.glow, soft=True)
    c.line([(10, 20), (70, 160), (56, 330)], 36, mix(p.glow, p.ink, 0.15), soft=True)
    c.blob([(-50, 30), (-44, -50), (-8, -140), (8, -140), (44, -50), (50, 30), (0, 70)], steel)
    c.disc(0, 6, 22, mix(steel, p.cream, 0.4))
    c.line([(0, -130), (0, -40)], 5, p.ink)


def tape(c: Canvas, p: Palette) -> None:
    c.box(60, 64, 260, 30, p.cream, r=3)
    for i in range(12):
        c.box(84 + i * 20, 64, 4, 18 if i % 2 else 12, p.ink)
    c.box(-100, -100, 200, 200, p.main, r=56)
    c.box(40, -100, 60, 200, p.deep, r=(0, 56, 20, 0))
    c.disc(-14, -4, 58, mix(p.main, p.cream, 0.35))
    c.disc(-14, -4, 34, p.cream)


def brush(c: Canvas, p: Palette, tone: Colour) -> None:
    _handle(c, p, -22, -190, 44, 200, p.wood)
    c.box(-66, 0, 132, 70, mix(p.haze, p.ink, 0.3), r=6)
    c.box(-66, 20, 132, 8, mix(p.haze, p.cream, 0.5))
    c.shape([(-64, 70), (64, 70), (72, 200), (40, 226), (-20, 216), (-72, 200)], p.cream)
    c.shape([(-70, 150), (70, 150), (72, 204), (36, 240), (-24, 226), (-72, 204)], tone)


def wall(c: Canvas, p: Palette, rng: Random) -> None:
    """A peg board with the tools where they belong."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.6))
    c.box(120, 90, 1360, 730, mix(p.wood, p.cream, 0.55), r=16)
    peg = mix(p.wood, p.cream, 0.3)
    for col in range(26):
        for row in range(13):
            c.box(164 + col * 50, 138 + row * 52, 10, 10, peg)
    things = [
        hammer,
        saw,
        lambda b, q: driver(b, q, q.main),
        lambda b, q: driver(b, q, q.leaf),
        pliers,
        lambda b, q: brush(b, q, q.main),
    ]
    rng.shuffle(things)
    for i, thing in enumerate(things):
        things_at = c.at(260 + i * 216, 340 + (i % 2) * 40, 0.92)
        c.disc(260 + i * 216, 226, 9, p.ink)
        thing(things_at, p)
    c.box(0, 880, 1600, 120, p.wood)
    c.box(0, 880, 1600, 16, mix(p.wood, p.cream, 0.4))
    tape(c.at(rng.choice((300, 1150)), 800, 0.8), p)


def bench(c: Canvas, p: Palette, rng: Random) -> None:
    """A work bench with a vice, planks and shavings under a lamp."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.25))
    x = rng.choice((520, 1040))
    glow = mix(p.air, p.glow, 0.3)
    c.shape([(x - 80, 230), (x + 80, 230), (x + 480, 640), (x - 480, 640)], glow)
    c.line([(x, 0), (x, 130)], 8, p.ink)
    c.blob([(x - 120, 236), (x - 90, 160), (x - 30, 124), (x + 30, 124), (x + 90, 160), (x + 120, 236)], p.main)
    c.oval(x, 236, 120, 16, p.glow)
    c.box(90, 640, 1420, 64, p.wood, r=8)
    c.box(90, 640, 1420, 18, mix(p.wood, p.cream, 0.4), r=8)
    for leg in (180, 1310):
        c.box(leg, 704, 110, 296, mix(p.wood, p.ink, 0.18))
        c.box(leg + 70, 704, 40, 296, mix(p.wood, p.ink, 0.32))
    c.box(180, 860, 1240, 44, mix(p.wood, p.ink, 0.25))
    for i in range(4):
        c.box(430 + i * 16, 824 - i * 36, 700 - i * 60, 34, mix(p.wood, p.cream, 0.25 + 0.1 * (i % 2)))
    for i in range(3):
        y = 604 - i * 38
        c.box(360 + i * 30, y, 620 - i * 90, 36, mix(p.glow, p.cream, 0.5 - 0.1 * (i % 2)), r=3)
        c.oval(366 + i * 30, y + 18, 8, 16, mix(p.wood, p.cream, 0.2))
    plane(c.at(640, 528, 0.9), p)
    for _ in range(7):
        sx = rng.randint(1010, 1440)
        c.ring(
            sx,
            622,
            rng.randint(14, 24),
            rng.randint(12, 18),
            8,
            mix(p.glow, p.cream, rng.uniform(0.3, 0.6)),
            start=rng.randint(0, 90),
            end=330,
        )
    jar(c.at(1240, 640, 0.8), p)


def plane(c: Canvas, p: Palette) -> None:
    c.box(-190, -70, 380, 68, p.main, r=(40, 12, 6, 6))
    c.box(-190, -24, 380, 22, p.deep, r=6)
    c.at(10, -70, turn=24).box(-20, -90, 40, 110, mix(p.haze, p.ink, 0.3), r=4)
    c.disc(-120, -94, 34, p.wood)
    c.blob([(90, -66), (100, -150), (150, -150), (160, -66)], p.wood)


def jar(c: Canvas, p: Palette) -> None:
    """A jar of pencils and brushes."""
    for dx, turn, tone in ((-40, -10, p.glow), (0, 2, p.leaf), (36, 12, p.main)):
        pencil = c.at(dx, -120, turn=turn)
        pencil.box(-13, -190, 26, 200, tone)
        pencil.shape([(-13, -190), (13, -190), (0, -232)], mix(p.wood, p.cream, 0.5))
    c.box(-80, -180, 160, 180, mix(p.haze, p.cream, 0.4), r=14)
    c.box(30, -180, 50, 180, mix(p.haze, p.ink, 0.1), r=(0, 14, 14, 0))
    c.box(-60, -160, 16, 130, p.cream, r=8)


def paint(c: Canvas, p: Palette, rng: Random) -> None:
    """Tins of paint before a half-painted wall."""
    before, after = mix(p.cream, p.haze, 0.35), rng.choice((p.main, p.leaf, mix(p.main, p.cream, 0.4)))
    c.box(0, 0, 1600, 760, before)
    edge = rng.randint(880, 1060)
    c.box(0, 0, edge, 760, after)
    for i in range(10):
        c.box(edge - 20, i * 78, rng.randint(40, 200), 64, after, r=26)
    stage.table(c, p, edge=760)
    c.box(0, 730, 1600, 40, p.cream)
    tones = [p.main, p.glow, p.leaf, p.deep]
    rng.shuffle(tones)
    for x, tone, size in ((420, tones[0], 1.1), (720, tones[1], 0.9), (1200, tones[2], 1.0)):
        tin(c.at(x, 900, size), p, tone)
    roller(c.at(1390, 420, 1.0, turn=8), p, after)


def tin(c: Canvas, p: Palette, tone: Colour) -> None:
    metal = mix(p.haze, p.cream, 0.4)
    stage.shadow(c, p, 14, 0, 150, 22)
    c.ring(0, -210, 134, 120, 8, mix(metal, p.ink, 0.3), start=185, end=355)
    c.box(-130, -220, 260, 220, metal, r=(0, 0, 20, 20))
    c.box(60, -220, 70, 220, mix(metal, p.ink, 0.16), r=(0, 0, 20, 0))
    c.box(-130, -150, 260, 110, tone)
    c.box(60, -150, 70, 110, mix(tone, p.ink, 0.18))
    c.oval(0, -220, 134, 26, mix(metal, p.ink, 0.15))
    c.oval(0, -220, 118, 20, tone)
    c.blob([(-100, -216), (-64, -214), (-66, -150), (-82, -128), (-98, -156)], tone)


def roller(c: Canvas, p: Palette, tone: Colour) -> None:
    steel = mix(p.ink, p.haze, 0.35)
    c.line([(110, -90), (160, -90), (160, 20), (0, 60), (0, 150)], 14, steel)
    c.box(-24, 140, 48, 230, p.wood, r=22)
    c.box(-140, -140, 260, 100, tone, r=24)
    c.box(-140, -84, 260, 44, mix(tone, p.ink, 0.15), r=(0, 0, 24, 24))


def planks(c: Canvas, p: Palette, rng: Random) -> None:
    """Boards laid side by side with pencil, square and screws, from above."""
    c.box(0, 0, 1600, 1000, mix(p.wood, p.ink, 0.3))
    y = 0
    while y < 1000:
        h = rng.randint(150, 210)
        tone = mix(p.wood, p.cream, rng.uniform(0.2, 0.5))
        c.box(0, y, 1600, h - 8, tone)
        for _ in range(3):
            gy = y + rng.randint(24, h - 30)
            c.line(
                [(0, gy), (400, gy + rng.randint(-14, 14)), (900, gy + rng.randint(-14, 14)), (1600, gy)],
                4,
                mix(tone, p.wood, 0.4),
                soft=True,
            )
        knot = rng.randint(200, 1400)
        c.oval(knot, y + h / 2, 40, 18, mix(tone, p.wood, 0.5))
        c.oval(knot, y + h / 2, 22, 9, mix(tone, p.ink, 0.25))
        y += h
    square = c.at(560, 640, 1.1, turn=rng.choice((-18, -8, 12)))
    for shift, tone in ((14, mix(p.wood, p.ink, 0.3)), (0, mix(p.haze, p.cream, 0.4))):
        square.box(-40 + shift, -420 + shift, 84, 420, tone)
        square.box(-40 + shift, -70 + shift, 560, 84, tone)
    for i in range(20):
        square.box(44 - (30 if i % 5 == 0 else 18), -400 + i * 20, 30 if i % 5 == 0 else 18, 4, p.ink)
        square.box(60 + i * 22, -70, 4, 30 if i % 5 == 0 else 18, p.ink)
    pencil = c.at(1180, 360, turn=rng.choice((-38, -24)))
    pencil.box(-270, -8, 520, 50, mix(p.wood, p.ink, 0.3))
    pencil.box(-280, -22, 470, 46, p.glow)
    pencil.box(-280, 4, 470, 20, mix(p.glow, p.ink, 0.15))
    pencil.shape([(190, -22), (250, 0), (190, 24)], mix(p.wood, p.cream, 0.6))
    pencil.shape([(232, -7), (252, 0), (232, 8)], p.ink)
    pencil.box(-320, -22, 50, 46, p.main, r=8)
    for _ in range(6):
        screw(c.at(rng.randint(950, 1450), rng.randint(680, 900), turn=rng.randint(0, 360)), p)


def screw(c: Canvas, p: Palette) -> None:
    steel = mix(p.ink, p.haze, 0.45)
    c.box(-3, 4, 76, 18, mix(p.wood, p.ink, 0.3), r=6)
    c.shape([(0, -8), (60, -7), (76, 0), (60, 7), (0, 8)], steel)
    for i in range(6):
        c.line([(10 + i * 9, -9), (14 + i * 9, 9)], 3, mix(steel, p.cream, 0.4))
    c.box(-16, -18, 18, 36, mix(steel, p.cream, 0.25), r=6)


def stool(c: Canvas, p: Palette, rng: Random) -> None:
    """A finished piece, a stool or a small table, in a bright room."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.cream, 0.2))
    stage.sun(c, p, rng.choice((500, 1100)), 400, 340)
    c.box(0, 800, 1600, 200, mix(p.haze, p.wood, 0.3))
    c.box(0, 776, 1600, 26, p.cream)
    x, long = 800, rng.choice((230, 380))
    seat = rng.choice((p.wood, p.main, p.glow, p.leaf))
    c.oval(x + 20, 906, long + 90, 34, mix(p.haze, p.ink, 0.25))
    for side in (-1, 1):
        c.shape(
            [
                (x + side * (long - 70), 540),
                (x + side * (long - 20), 540),
                (x + side * (long + 40), 900),
                (x + side * (long - 4), 900),
            ],
            mix(p.wood, p.ink, 0.28),
        )
        c.shape(
            [
                (x + side * (long - 150), 540),
                (x + side * (long - 100), 540),
                (x + side * (long - 60), 880),
                (x + side * (long - 96), 880),
            ],
            mix(p.wood, p.ink, 0.42),
        )
    c.box(x - long + 20, 720, 2 * long - 40, 30, mix(p.wood, p.ink, 0.35))
    c.box(x - long - 30, 500, 2 * long + 60, 56, seat, r=18)
    c.box(x - long - 30, 500, 2 * long + 60, 18, mix(seat, p.cream, 0.4), r=9)
    if rng.random() < 0.7:
        stage.sprig(c, p, x + 40, 410, tall=230, lean=40, leaves=4)
        stage.sprig(c, p, x + 20, 410, tall=180, lean=-56, leaves=4)
        c.shape([(x - 40, 390), (x + 100, 390), (x + 80, 500), (x - 20, 500)], p.cream)
        c.shape([(x + 50, 390), (x + 100, 390), (x + 80, 500), (x + 44, 500)], mix(p.cream, p.haze, 0.6))
    else:
        for i, tone in enumerate((p.deep, p.leaf, p.glow)):
            c.box(x - 150 + i * 14, 466 - i * 36, 280 - i * 24, 34, tone, r=5)
            c.box(x - 140 + i * 14, 472 - i * 36, 250 - i * 24, 22, p.cream)
