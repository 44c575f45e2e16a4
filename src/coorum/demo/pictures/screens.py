"""Desks and screens: dashboards, plans, talk."""

from math import cos, pi, sin
from random import Random

from coorum.demo.pictures import stage
from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.palette import Colour, Palette, mix


def _panel(c: Canvas, p: Palette, x: float, y: float, w: float, h: float) -> None:
    c.box(x + 6, y + 10, w, h, mix(p.haze, p.ink, 0.12), r=18)
    c.box(x, y, w, h, p.cream, r=18)


def _bars(c: Canvas, p: Palette, rng: Random, x: float, y: float, w: float, h: float) -> None:
    count = 9
    step = w / count
    for i in range(count):
        tall = h * (0.25 + 0.08 * i * rng.uniform(0.6, 1.1))
        c.box(
            x + i * step,
            y + h - tall,
            step * 0.56,
            tall,
            p.glow if i == count - 2 else mix(p.main, p.cream, 0.45 if i % 2 else 0.2),
            r=(8, 8, 0, 0),
        )
    c.box(x, y + h, w, 5, mix(p.ink, p.cream, 0.6))


def _trend(c: Canvas, p: Palette, rng: Random, x: float, y: float, w: float, h: float) -> None:
    points = [(x + w * i / 7, y + h * (0.9 - 0.1 * i + rng.uniform(-0.12, 0.12))) for i in range(8)]
    c.shape([*points, (x + w, y + h), (x, y + h)], mix(p.main, p.cream, 0.8))
    c.line(points, 8, p.main)
    for spot in points[1::2]:
        c.disc(*spot, 11, p.cream)
        c.disc(*spot, 7, p.main)
    c.box(x, y + h, w, 4, mix(p.ink, p.cream, 0.7))


def _donut(c: Canvas, p: Palette, rng: Random, x: float, y: float, r: float) -> None:
    share = rng.randint(190, 280)
    c.ring(x, y, r, r, r * 0.36, mix(p.main, p.cream, 0.65), start=0, end=360)
    c.ring(x, y, r, r, r * 0.36, p.main, start=-90, end=-90 + share)
    c.ring(x, y, r, r, r * 0.36, p.glow, start=-90 + share + 22, end=-90 + share + 60)


def _rows(c: Canvas, p: Palette, rng: Random, x: float, y: float, w: float, count: int) -> None:
    for i in range(count):
        top = y + i * 54
        c.disc(x + 16, top + 14, 14, rng.choice((p.main, p.leaf, p.glow, p.leaf)))
        c.box(x + 48, top, w * rng.uniform(0.4, 0.62), 12, mix(p.ink, p.cream, 0.45), r=6)
        c.box(x + 48, top + 20, w * rng.uniform(0.25, 0.4), 9, mix(p.ink, p.cream, 0.75), r=5)
        c.box(x + w - 60, top + 4, 60, 20, mix(p.leaf, p.cream, 0.6), r=10)


def dashboard(c: Canvas, p: Palette, rng: Random) -> None:
    """Floating panels: bars, a trend, a ring, rows."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.4))
    c.disc(rng.choice((240, 1360)), rng.choice((160, 860)), 430, mix(p.air, p.haze, 0.8))
    wide = rng.random() < 0.5
    big, small = (820, 470) if wide else (640, 650)
    _panel(c, p, 150, 130, big, 400)
    c.box(190, 172, 200, 16, mix(p.ink, p.cream, 0.3), r=8)
    (_trend if rng.random() < 0.5 else _bars)(c, p, rng, 200, 230, big - 100, 250)
    _panel(c, p, 150 + big + 40, 130, 1300 - big - 40, 400)
    _donut(c, p, rng, 150 + big + 40 + (1260 - big) / 2, 330, 110)
    _panel(c, p, 150, 570, small, 310)
    _rows(c, p, rng, 190, 616, small - 80, 5)
    _panel(c, p, 190 + small, 570, 1260 - small, 310)
    _bars(c, p, rng, 240 + small, 640, 1160 - small, 190)


def laptop(c: Canvas, p: Palette, rng: Random) -> None:
    """A laptop on a desk with a chart, a cup and a plant beside it."""
    from coorum.demo.pictures.cups import cup

    stage.backdrop(c, p, rng, edge=740)
    x = 760
    c.box(x - 430, 210, 860, 560, p.ink, r=28)
    c.box(x - 400, 240, 800, 500, p.cream, r=10)
    c.box(x - 400, 240, 150, 500, p.deep, r=(10, 0, 0, 10))
    for i in range(6):
        c.box(x - 372, 282 + i * 48, 94, 14, mix(p.deep, p.cream, 0.7 if i == 1 else 0.3), r=7)
    _trend(c, p, rng, x - 210, 290, 570, 190)
    for i in range(3):
        c.box(x - 210 + i * 196, 540, 176, 150, mix(p.haze, p.cream, 0.5), r=12)
        c.box(x - 190 + i * 196, 566, 80, 14, mix(p.ink, p.cream, 0.4), r=7)
        c.box(x - 190 + i * 196, 606, 120, 44, (p.main, p.glow, p.leaf)[i], r=10)
    c.oval(x + 20, 846, 620, 26, mix(p.wood, p.ink, 0.28))
    c.shape([(x - 500, 800), (x + 500, 800), (x + 560, 836), (x - 560, 836)], mix(p.haze, p.cream, 0.4))
    c.box(x - 560, 832, 1120, 20, mix(p.haze, p.ink, 0.25), r=10)
    c.box(x - 430, 770, 860, 34, mix(p.ink, p.haze, 0.25))
    cup(c.at(1430, 900, 0.62), p, rng.choice((p.main, p.glow, p.leaf)))
    stage.steam(c, p, 1430, 730, tall=120)


def sheets(c: Canvas, p: Palette, rng: Random) -> None:
    """Tables passing between two systems."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.3))
    for x, tone, turn in ((150, p.main, -3), (930, p.leaf, 3)):
        board = c.at(x, 210, turn=turn)
        board.box(8, 14, 520, 560, mix(p.haze, p.ink, 0.14), r=20)
        board.box(0, 0, 520, 560, p.cream, r=20)
        board.box(0, 0, 520, 90, tone, r=(20, 20, 0, 0))
        board.box(36, 34, 180, 22, p.cream, r=11)
        for row in range(6):
            y = 122 + row * 70
            if row == 2:
                board.box(16, y - 14, 488, 62, mix(p.glow, p.cream, 0.6), r=10)
            for col, w in ((36, 80), (170, 180), (400, 80)):
                board.box(
                    col, y + 8, w * rng.uniform(0.6, 1), 16, mix(p.ink, p.cream, 0.45 if col != 170 else 0.7), r=8
                )
    for i, tone in enumerate((p.glow, p.main, p.leaf)):
        y = 380 + i * 110
        path = [(700, y), (760, y - 40), (830, y + 30), (900, y)]
        c.line(path, 12, mix(tone, p.cream, 0.2), soft=True)
        c.shape([(890, y - 24), (928, y), (890, y + 24)], tone)


def talk(c: Canvas, p: Palette, rng: Random) -> None:
    """People around a table, speech above them."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.25))
    stage.sun(c, p, rng.choice((460, 1140)), 420, 360)
    skins = ((240, 200, 170), (224, 178, 142), (198, 148, 112), (246, 214, 188))
    shirts = [p.main, p.leaf, p.glow, p.deep]
    rng.shuffle(shirts)
    for i in range(4):
        _person(c.at(300 + i * 334, 800), p, rng, mix(rng.choice(skins), p.air, 0.1), shirts[i])
    c.box(80, 800, 1440, 60, p.wood, r=16)
    c.box(80, 800, 1440, 18, mix(p.wood, p.cream, 0.4), r=9)
    c.box(200, 860, 90, 140, mix(p.wood, p.ink, 0.25))
    c.box(1310, 860, 90, 140, mix(p.wood, p.ink, 0.25))
    for x in (470, 800, 1130):
        c.box(x - 34, 740, 68, 62, rng.choice((p.cream, p.glow)), r=(4, 4, 22, 22))
    for x, y, w, flip in ((210, 150, 360, False), (980, 120, 400, True)):
        tip = x + (w - 90 if flip else 90)
        c.box(x, y, w, 150, p.cream, r=50)
        c.shape([(tip - 26, y + 140), (tip + 26, y + 140), (tip + (16 if flip else -16), y + 200)], p.cream)
        for i in range(3):
            c.disc(x + w / 2 - 60 + i * 60, y + 75, 16, mix(p.main, p.cream, 0.2 + 0.2 * i))


def _person(c: Canvas, p: Palette, rng: Random, skin: Colour, shirt: Colour) -> None:
    hair = mix(p.ink, p.wood, rng.choice((0, 0.2, 0.45)))
    if rng.random() < 0.5:
        c.blob([(-84, -150), (-96, -300), (-40, -376), (40, -376), (96, -300), (84, -150)], hair)
    c.blob([(-140, 10), (-130, -120), (-70, -176), (70, -176), (130, -120), (140, 10)], shirt)
    c.box(-28, -210, 56, 60, mix(skin, p.ink, 0.12), r=20)
    c.oval(0, -270, 74, 86, skin)
    c.blob([(-78, -262), (-84, -330), (-30, -380), (40, -376), (84, -320), (78, -262), (50, -316), (-30, -322)], hair)


def notes(c: Canvas, p: Palette, rng: Random) -> None:
    """A wall of paper notes, some joined by a thread."""
    c.box(0, 0, 1600, 1000, mix(p.wood, p.cream, 0.6))
    c.box(0, 0, 1600, 30, p.wood)
    c.box(0, 970, 1600, 30, p.wood)
    tones = [mix(tone, p.cream, 0.45) for tone in (p.glow, p.main, p.leaf, p.deep)]
    spots = []
    for row in range(3):
        for col in range(5):
            x, y = 190 + col * 300 + rng.randint(-26, 26), 190 + row * 300 + rng.randint(-22, 22)
            spots.append((x, y - 92))
            note = c.at(x, y, turn=rng.randint(-7, 7))
            note.box(-98, -88, 210, 200, mix(p.wood, p.ink, 0.18), r=4)
            tone = rng.choice(tones)
            note.box(-106, -100, 212, 200, tone, r=4)
            for i in range(rng.randint(2, 4)):
                note.box(-78, -56 + i * 38, rng.randint(80, 156), 13, mix(tone, p.ink, 0.45), r=6)
    c.line([spots[0], spots[6], spots[7], spots[13], spots[9]], 5, p.deep)
    for x, y in spots:
        c.disc(x + 3, y + 5, 14, mix(p.wood, p.ink, 0.3))
        c.disc(x, y, 14, p.main)
        c.disc(x - 4, y - 4, 5, p.cream)


def gauge(c: Canvas, p: Palette, rng: Random) -> None:
    """Gears and a check: something set up and running."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.4))
    for x, y, r, teeth, tone in ((560, 560, 280, 14, p.main), (980, 400, 200, 10, p.glow), (1130, 730, 160, 9, p.leaf)):
        shift = rng.uniform(0, 1)
        for i in range(teeth):
            angle = 2 * pi * i / teeth + shift
            tooth = c.at(x + r * cos(angle), y + r * sin(angle), turn=angle * 180 / pi)
            tooth.box(-30, -r * 0.14, 76, r * 0.28, tone, r=10)
        c.disc(x, y, r, tone)
        c.disc(x, y, r * 0.78, mix(tone, p.ink, 0.14))
        c.disc(x, y, r * 0.6, mix(tone, p.cream, 0.25))
        c.disc(x, y, r * 0.24, mix(p.air, p.haze, 0.4))
    c.disc(1270, 250, 110, p.cream)
    c.line([(1220, 254), (1256, 292), (1324, 214)], 24, p.leaf)
