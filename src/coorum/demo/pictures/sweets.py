"""What goes with coffee, and where it is drunk."""

from random import Random

from coorum.demo.pictures import stage
from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.cups import cup
from coorum.demo.pictures.palette import Palette, mix


def _plate(c: Canvas, p: Palette, x: float, y: float, r: float) -> None:
    c.oval(x + 14, y + 14, r, r * 0.17, mix(p.wood, p.ink, 0.28))
    c.oval(x, y, r, r * 0.17, mix(p.cream, p.haze, 0.4))
    c.oval(x, y - 10, r * 0.97, r * 0.155, p.cream)


def cake(c: Canvas, p: Palette, rng: Random) -> None:
    """A slice of layered cake and a cup."""
    stage.backdrop(c, p, rng, edge=690)
    x = rng.choice((520, 600))
    _plate(c, p, x, 850, 290)
    sponge, filling = mix(p.glow, p.cream, 0.55), p.cream
    top = rng.choice((p.main, mix(p.roast, p.wood, 0.2), p.leaf))
    c.shape([(x - 210, 836), (x + 190, 836), (x + 190, 570), (x - 210, 640)], sponge)
    for y in (770, 704):
        c.shape([(x - 210, y), (x + 190, y - 14), (x + 190, y - 40), (x - 210, y - 22)], filling)
    c.shape([(x - 210, 640), (x + 190, 570), (x + 190, 524), (x - 210, 604)], top)
    c.shape([(x - 210, 604), (x + 190, 524), (x + 60, 500)], mix(top, p.cream, 0.25))
    for dx, dy in ((-120, 604), (20, 576), (130, 556)):
        c.blob([(x + dx - 22, dy), (x + dx + 22, dy), (x + dx + 14, dy + 60), (x + dx - 12, dy + 52)], top)
    c.disc(x + 96, 500, 44, p.main if top != p.main else p.deep)
    c.disc(x + 82, 486, 12, p.cream)
    c.line([(x + 100, 460), (x + 116, 424)], 7, p.leaf)
    stage.steam(c, p, x + 580, 584)
    cup(c.at(x + 580, 874), p, rng.choice((p.cream, p.main, p.leaf, p.glow)))


def toast(c: Canvas, p: Palette, rng: Random) -> None:
    """Breakfast: thick toast with butter, an egg, a cup."""
    stage.backdrop(c, p, rng, edge=650)
    x = rng.choice((500, 560))
    _plate(c, p, x, 860, 390)
    crust, crumb = mix(p.wood, p.glow, 0.45), mix(p.glow, p.cream, 0.7)
    for shift, turn in ((70, 9), (-30, -6)):
        slice_ = c.at(x + shift, 842, turn=turn)
        slice_.blob(
            [
                (-170, 0),
                (170, 0),
                (176, -150),
                (200, -250),
                (120, -310),
                (0, -300),
                (-120, -310),
                (-200, -250),
                (-176, -150),
            ],
            mix(crust, p.ink, 0.12),
        )
        slice_.blob(
            [
                (-150, -18),
                (150, -18),
                (154, -150),
                (174, -244),
                (106, -284),
                (0, -276),
                (-106, -284),
                (-174, -244),
                (-154, -150),
            ],
            crumb,
        )
    butter = c.at(x - 20, 690, turn=-10)
    butter.box(-58, -40, 116, 84, mix(p.glow, p.cream, 0.3), r=12)
    butter.box(-50, -40, 100, 40, mix(p.glow, p.cream, 0.55), r=10)
    c.blob([(x - 70, 730), (x + 40, 726), (x + 30, 790), (x - 10, 770), (x - 40, 800)], mix(p.glow, p.cream, 0.3))
    _egg(c, p, x + 330, 866)
    stage.steam(c, p, x + 640, 590, tall=160)
    cup(c.at(x + 640, 850, 0.92), p, rng.choice((p.main, p.leaf, p.deep)))


def _egg(c: Canvas, p: Palette, x: float, y: float) -> None:
    stage.shadow(c, p, x + 8, y + 4, 70, 14)

    def shell(m: Canvas) -> None:
        m.box(x - 70, y - 180, 140, 200, p.cream)
        shade = [(x + 10, y - 190), (x + 90, y - 180), (x + 90, y), (x, y), (x + 34, y - 70)]
        m.blob(shade, mix(p.cream, p.haze, 0.5))

    c.inside(lambda m: m.oval(x, y - 90, 62, 84, 255), shell, (x - 70, y - 180, 140, 180))
    c.shape([(x - 72, y - 74), (x + 72, y - 74), (x + 44, y), (x - 44, y)], p.main)
    c.shape([(x + 24, y - 74), (x + 72, y - 74), (x + 44, y), (x + 14, y)], p.deep)


def cookies(c: Canvas, p: Palette, rng: Random) -> None:
    """Cookies on a rack seen from above."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.5))
    cloth = c.at(800, 500, turn=rng.choice((-8, 6)))
    cloth.box(-680, -420, 1360, 840, mix(p.main, p.cream, 0.72))
    for i in range(10):
        cloth.box(-680, -400 + i * 86, 1360, 26, mix(p.main, p.cream, 0.58))
    dough = mix(p.wood, p.glow, 0.35)
    for row in range(2):
        for col in range(4):
            x, y = 330 + col * 310 + row * 30, 340 + row * 320
            x, y = x + rng.randint(-18, 18), y + rng.randint(-16, 16)
            c.disc(x + 10, y + 16, 128, mix(p.main, p.ink, 0.15))
            c.disc(x, y, 128, mix(dough, p.ink, 0.12))
            c.disc(x - 4, y - 6, 120, mix(dough, p.cream, 0.25))
            for _ in range(8):
                dx, dy = rng.randint(-76, 76), rng.randint(-76, 76)
                c.at(x + dx, y + dy, turn=rng.randint(0, 90)).box(-15, -13, 30, 26, p.roast, r=8)


def donuts(c: Canvas, p: Palette, rng: Random) -> None:
    """Three glazed rings on a plate, from above."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.cream, 0.2))
    c.disc(rng.choice((420, 1180)), 500, 620, mix(p.air, p.haze, 0.6))
    c.disc(824, 530, 420, mix(p.haze, p.ink, 0.22))
    c.disc(800, 500, 420, mix(p.cream, p.haze, 0.35))
    c.disc(796, 494, 396, p.cream)
    tones = [p.main, mix(p.roast, p.wood, 0.25), p.glow, p.leaf]
    rng.shuffle(tones)
    for (x, y), tone in zip(((670, 390), (960, 430), (780, 660)), tones, strict=False):
        c.disc(x + 12, y + 16, 166, mix(p.cream, p.ink, 0.22))
        c.disc(x, y, 164, mix(p.wood, p.glow, 0.3))
        c.blob(
            [
                (x - 148, y - 10),
                (x - 110, y - 112),
                (x, y - 146),
                (x + 112, y - 106),
                (x + 146, y),
                (x + 118, y + 84),
                (x + 60, y + 138),
                (x - 20, y + 128),
                (x - 96, y + 120),
            ],
            tone,
        )
        c.ring(x, y, 112, 112, 12, mix(tone, p.cream, 0.4), start=200, end=262)
        c.disc(x, y, 56, mix(p.wood, p.ink, 0.1))
        c.disc(x + 2, y + 6, 50, p.cream)
        for i in range(16):
            sprinkle = c.at(x, y, turn=i * 22 + rng.randint(0, 14)).at(
                rng.randint(78, 128), 0, turn=rng.randint(0, 180)
            )
            sprinkle.box(-12, -4, 24, 8, rng.choice((p.cream, p.glow, p.deep)), r=4)


def seat(c: Canvas, p: Palette, rng: Random) -> None:
    """A quiet seat by the window: cup, book, plant."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.3))
    stage.window(c, p, 330, 80, 940, 470)
    stage.table(c, p, edge=720)
    left = rng.random() < 0.5
    stage.sprig(c, p, 250 if left else 1360, 730, tall=420, lean=50 if left else -60, leaves=6)
    stage.sprig(c, p, 230 if left else 1380, 730, tall=340, lean=-70 if left else 60)
    x = 240 if left else 1370
    c.shape([(x - 90, 690), (x + 90, 690), (x + 66, 870), (x - 66, 870)], p.main)
    c.shape([(x + 30, 690), (x + 90, 690), (x + 66, 870), (x + 20, 870)], p.deep)
    book = c.at(860 if left else 560, 880, turn=-3)
    book.box(-210, -46, 420, 46, p.deep, r=8)
    book.box(-196, -38, 400, 30, p.cream)
    book.box(-180, -96, 380, 50, p.leaf, r=8)
    book.box(-166, -88, 360, 34, p.cream)
    stage.steam(c, p, 1010 if not left else 520, 610, tall=150)
    cup(c.at(1010 if not left else 520, 880, 0.95), p, rng.choice((p.cream, p.glow, p.main)))


def shelf(c: Canvas, p: Palette, rng: Random) -> None:
    """Cups, jars and a plant on two shelves."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.2))
    if rng.random() < 0.5:
        stage.beams(c, p)
    tones = [p.main, p.cream, p.leaf, p.glow, p.deep, mix(p.main, p.cream, 0.4)]
    for base in (450, 850):
        rng.shuffle(tones)
        x = 200.0
        for i, tone in enumerate(tones):
            kind = rng.randrange(4)
            dark = mix(tone, p.ink, 0.2)
            if kind == 0:
                c.ring(x + 92, base - 66, 36, 34, 16, dark, start=-90, end=90)
                c.box(x - 80, base - 140, 170, 140, tone, r=(6, 6, 44, 44))
                c.box(x + 40, base - 140, 50, 140, dark, r=(0, 6, 44, 0))
            elif kind == 1:
                c.box(x - 70, base - 210, 140, 210, mix(p.haze, p.cream, 0.5), r=18)
                c.box(x - 70, base - 120, 140, 120, mix(p.roast, p.wood, 0.25), r=(0, 0, 18, 18))
                c.box(x - 76, base - 240, 152, 40, p.wood, r=10)
                c.box(x - 52, base - 190, 18, 170, mix(p.haze, p.cream, 0.85), r=9)
            elif kind == 2 and i not in (0, 5):
                stage.sprig(c, p, x, base - 90, tall=200, lean=20, leaves=4)
                stage.sprig(c, p, x - 8, base - 90, tall=160, lean=-44, leaves=4)
                c.shape([(x - 64, base - 110), (x + 64, base - 110), (x + 46, base), (x - 46, base)], tone)
                c.shape([(x + 20, base - 110), (x + 64, base - 110), (x + 46, base), (x + 14, base)], dark)
            else:
                for n in range(3):
                    c.box(x - 84 + n * 8, base - 44 - n * 44, 168 - n * 16, 42, tones[(i + n) % 6], r=(4, 4, 20, 20))
            x += 238
        c.box(60, base, 1480, 34, p.wood, r=6)
        c.box(60, base + 28, 1480, 22, mix(p.wood, p.ink, 0.3), r=6)
