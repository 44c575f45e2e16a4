"""Where goods wait and move: racks, boxes, scanners, belts, docks."""

from random import Random

from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.palette import Colour, Palette, mix


def box(c: Canvas, p: Palette, w: float, h: float, tone: Colour, *, label: bool = True) -> None:
    """A cardboard box, the origin at the middle of its foot."""
    c.box(-w / 2, -h, w, h, tone, r=3)
    c.box(w * 0.22, -h, w * 0.28, h, mix(tone, p.ink, 0.12), r=3)
    c.box(-w * 0.09, -h, w * 0.14, h * 0.4, mix(tone, p.cream, 0.4))
    if not label:
        return
    c.box(-w * 0.42, -h * 0.34, w * 0.24, h * 0.2, p.cream, r=2)
    for i in range(3):
        c.box(-w * 0.39 + i * w * 0.06, -h * 0.3, w * 0.03, h * 0.12, p.ink)


def _cardboard(p: Palette, rng: Random) -> Colour:
    return rng.choice((p.wood, mix(p.wood, p.cream, 0.2), mix(p.wood, p.glow, 0.3), mix(p.wood, p.ink, 0.08)))


def racks(c: Canvas, p: Palette, rng: Random) -> None:
    """Tall racks seen from the aisle's end."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.3))
    c.box(0, 900, 1600, 100, mix(p.haze, p.ink, 0.12))
    c.box(0, 900, 1600, 10, mix(p.haze, p.cream, 0.5))
    for bay in range(3):
        left = 60 + bay * 510
        for level in range(4):
            y = 250 + level * 216
            if level == 3:
                y = 900
            x = left + 50
            while x < left + 400:
                w, h = rng.randint(90, 150), rng.randint(80, 150)
                if rng.random() < 0.86 and x + w < left + 470:
                    box(c.at(x + w / 2, y), p, w, h, _cardboard(p, rng))
                x += w + 12
            if level < 3:
                c.box(left, y, 480, 24, p.glow)
                c.box(left, y + 18, 480, 8, mix(p.glow, p.ink, 0.25))
        for x in (left - 6, left + 464):
            c.box(x, 60, 26, 850, p.main)
            c.box(x + 16, 60, 10, 850, p.deep)
            for hole in range(20):
                c.box(x + 5, 90 + hole * 40, 7, 16, p.deep)
    if rng.random() < 0.7:
        _trolley(c.at(rng.choice((420, 1080)), 960), p, rng)


def _trolley(c: Canvas, p: Palette, rng: Random) -> None:
    c.line([(210, -30), (250, -330)], 18, p.ink)
    box(c.at(-90, -44), p, 200, 170, _cardboard(p, rng))
    box(c.at(100, -44), p, 160, 130, _cardboard(p, rng))
    box(c.at(-70, -214), p, 150, 110, _cardboard(p, rng))
    c.box(-220, -48, 450, 28, p.ink, r=8)
    for x in (-160, 170):
        c.disc(x, -8, 30, p.ink)
        c.disc(x, -8, 12, p.haze)


def scanner(c: Canvas, p: Palette, rng: Random) -> None:
    """A handheld terminal reading a label."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.35))
    c.disc(rng.choice((460, 1140)), 500, 430, mix(p.haze, p.main, 0.16))
    c.disc(rng.choice((460, 1140)), 500, 320, mix(p.haze, p.main, 0.08))
    box(c.at(430, 900), p, 520, 430, p.wood, label=False)
    c.shape([(962, 330), (962, 372), (330, 800), (290, 640)], mix(p.wood, p.cream, 0.45))
    c.shape([(962, 330), (962, 372), (690, 556), (690, 470)], mix(p.haze, p.cream, 0.6))
    label = c.at(250, 640)
    label.box(0, 0, 250, 160, p.cream, r=8)
    x = 20.0
    while x < 226:
        w = rng.choice((5, 5, 9, 13))
        label.box(x, 22, w, 92, p.ink)
        x += w + rng.choice((6, 9))
    label.box(20, 126, 150, 12, mix(p.ink, p.cream, 0.5), r=6)
    label.line([(-14, 68), (264, 68)], 7, p.glow)
    device = c.at(1080, 500, 1.25, turn=14)
    device.box(-110, -250, 250, 560, mix(p.ink, p.haze, 0.1), r=44)
    device.box(-130, -200, 40, 140, p.glow, r=16)
    device.box(-90, -222, 210, 292, p.deep, r=18)
    device.box(-80, -212, 190, 272, p.cream, r=12)
    device.box(-80, -212, 190, 54, p.main, r=(12, 12, 0, 0))
    device.box(-62, -192, 90, 14, p.cream, r=7)
    for i in range(3):
        y = -136 + i * 56
        device.box(-62, y, 40, 40, mix(p.wood, p.cream, 0.2), r=8)
        device.box(-10, y + 4, 100, 12, mix(p.ink, p.cream, 0.4), r=6)
        device.box(-10, y + 24, 64, 10, mix(p.ink, p.cream, 0.7), r=5)
    device.disc(88, 26, 22, p.leaf)
    device.line([(78, 26), (86, 34), (100, 18)], 6, p.cream)
    for row in range(4):
        for col in range(3):
            device.box(-78 + col * 66, 94 + row * 48, 54, 34, mix(p.haze, p.ink, 0.45), r=12)
    device.box(-12, 94, 54, 34, p.glow, r=12)


def belt(c: Canvas, p: Palette, rng: Random) -> None:
    """A conveyor with boxes under a gate."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.cream, 0.15))
    c.box(0, 840, 1600, 160, mix(p.haze, p.ink, 0.1))
    for i in range(5):
        c.box(60 + i * 330, 110, 220, 300, mix(p.air, p.haze, 0.6), r=10)
        c.box(60 + i * 330, 110, 220, 130, mix(p.haze, p.cream, 0.4), r=(10, 10, 0, 0))
    x = -40.0
    while x < 1600:
        w, h = rng.randint(150, 240), rng.randint(110, 220)
        box(c.at(x + w / 2, 640), p, w, h, _cardboard(p, rng))
        x += w + rng.randint(60, 160)
    c.box(0, 636, 1600, 30, p.ink)
    c.box(0, 664, 1600, 66, p.main)
    c.box(0, 708, 1600, 22, p.deep)
    for i in range(20):
        c.disc(40 + i * 82, 692, 16, mix(p.main, p.cream, 0.4))
    for x in (160, 700, 1240):
        c.box(x, 730, 50, 190, p.deep)
        c.box(x - 30, 910, 110, 22, p.ink, r=8)
    gate = rng.choice((520, 980))
    c.box(gate, 250, 46, 410, p.glow, r=8)
    c.box(gate + 240, 250, 46, 410, p.glow, r=8)
    c.box(gate - 20, 210, 326, 90, mix(p.glow, p.ink, 0.12), r=16)
    c.box(gate + 26, 236, 150, 38, p.ink, r=8)
    c.disc(gate + 240, 255, 18, p.leaf)
    c.shape([(gate + 120, 300), (gate + 166, 300), (gate + 230, 560), (gate + 56, 560)], mix(p.glow, p.cream, 0.7))


def dock(c: Canvas, p: Palette, rng: Random) -> None:
    """A truck at the dock in the early light."""
    c.disc(rng.choice((300, 820)), 420, 170, mix(p.glow, p.air, 0.3))
    c.oval(300, 760, 800, 210, mix(p.haze, p.leaf, 0.25))
    c.box(1060, 140, 560, 700, mix(p.haze, p.main, 0.25))
    for i in range(7):
        c.box(1060 + i * 84, 140, 6, 700, mix(p.haze, p.main, 0.36))
    c.box(1040, 110, 580, 50, p.deep)
    c.box(1200, 400, 330, 440, p.ink, r=6)
    for i in range(3):
        c.box(1200, 400 + i * 40, 330, 34, mix(p.cream, p.haze, 0.4))
    for x, w, h in ((1300, 150, 130), (1440, 120, 180), (1320, 110, 90)):
        box(c.at(x, 840 if h != 90 else 710), p, w, h, _cardboard(p, rng))
    c.box(0, 830, 1600, 170, mix(p.haze, p.ink, 0.25))
    for i in range(8):
        c.box(40 + i * 220, 920, 120, 12, mix(p.cream, p.haze, 0.3))
    _truck(c.at(560, 880), p)


def _truck(c: Canvas, p: Palette) -> None:
    c.oval(0, 6, 520, 22, mix(p.haze, p.ink, 0.45))
    c.box(-190, -470, 700, 400, p.cream, r=14)
    c.box(-190, -300, 700, 60, p.main)
    c.box(-190, -240, 700, 20, p.glow)
    c.box(-190, -110, 700, 40, mix(p.cream, p.haze, 0.7))
    c.box(-430, -340, 232, 270, p.main, r=(80, 12, 8, 20))
    c.blob([(-404, -220), (-390, -296), (-340, -310), (-262, -310), (-256, -220)], mix(p.haze, p.cream, 0.5))
    c.box(-440, -120, 60, 26, p.glow, r=10)
    c.box(-450, -88, 970, 30, p.ink, r=8)
    for x in (-320, 250, 400):
        c.disc(x, -40, 62, p.ink)
        c.disc(x, -40, 30, mix(p.haze, p.cream, 0.4))


def floor(c: Canvas, p: Palette, rng: Random) -> None:
    """The plan of a warehouse, seen at an angle: shelves, paths, a marked place."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.35))

    def iso(x: float, y: float, z: float = 0) -> tuple[float, float]:
        return 800 + (x - y) * 0.82, 190 + (x + y) * 0.44 - z

    def slab(x: float, y: float, w: float, d: float, z: float, h: float, tone: Colour) -> None:
        c.shape(
            [iso(x, y + d, z + h), iso(x + w, y + d, z + h), iso(x + w, y + d, z), iso(x, y + d, z)],
            mix(tone, p.ink, 0.1),
        )
        c.shape(
            [iso(x + w, y, z + h), iso(x + w, y + d, z + h), iso(x + w, y + d, z), iso(x + w, y, z)],
            mix(tone, p.ink, 0.25),
        )
        c.shape([iso(x, y, z + h), iso(x + w, y, z + h), iso(x + w, y + d, z + h), iso(x, y + d, z + h)], tone)

    slab(0, 0, 800, 800, -30, 30, p.cream)
    path = [iso(40, 780), iso(40, 30), iso(250, 30), iso(250, 780), iso(490, 780), iso(490, 400)]
    c.line(path, 9, p.glow)
    hot = (rng.randrange(3), rng.randrange(4))
    for row in range(3):
        for col in range(4):
            tone = (
                p.glow
                if (row, col) == hot
                else rng.choice((p.main, mix(p.main, p.cream, 0.3), mix(p.main, p.cream, 0.55)))
            )
            for level in range(2 + (row + col) % 2):
                slab(
                    90 + row * 240, 70 + col * 175, 110, 130, level * 48, 40, tone if level else mix(tone, p.cream, 0.2)
                )
    x, y = iso(490, 400)
    c.shape([(x, y), (x - 34, y - 70), (x + 34, y - 70)], p.main)
    c.disc(x, y - 88, 48, p.main)
    c.disc(x, y - 88, 20, p.cream)


def pallet(c: Canvas, p: Palette, rng: Random) -> None:
    """A stacked pallet and a forklift."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.2))
    c.disc(rng.choice((500, 900)), 460, 380, mix(p.air, p.haze, 0.75))
    c.box(0, 850, 1600, 150, mix(p.haze, p.ink, 0.12))
    for row in range(rng.choice((3, 4))):
        for col in range(3):
            box(c.at(300 + col * 182, 820 - row * 150), p, 176, 144, _cardboard(p, rng))
    for y, h in ((818, 20), (862, 18)):
        c.box(190, y, 580, h, mix(p.wood, p.ink, 0.2), r=4)
    for x in (200, 440, 690):
        c.box(x, 834, 70, 34, mix(p.wood, p.ink, 0.35))
    lift = c.at(1190, 880)
    lift.oval(0, 6, 360, 22, mix(p.haze, p.ink, 0.35))
    lift.box(-250, -620, 26, 600, p.ink, r=6)
    lift.box(-206, -620, 26, 600, p.ink, r=6)
    lift.box(-270, -60, 110, 26, p.ink, r=6)
    lift.box(-560, -40, 330, 20, p.ink, r=8)
    lift.line([(-150, -200), (-110, -500), (130, -500), (190, -240)], 22, p.ink)
    lift.blob(
        [(-170, -30), (-180, -170), (-90, -210), (20, -200), (70, -270), (260, -270), (300, -200), (300, -30)], p.glow
    )
    lift.blob([(120, -30), (110, -180), (200, -270), (270, -266), (300, -200), (300, -30)], mix(p.glow, p.ink, 0.18))
    lift.box(-40, -330, 110, 130, p.main, r=20)
    lift.line([(-110, -210), (-70, -300)], 12, p.ink)
    lift.line([(-104, -310), (-36, -286)], 14, p.ink)
    for x, r in ((-90, 70), (220, 60)):
        lift.disc(x, -r + 16, r, p.ink)
        lift.disc(x, -r + 16, r * 0.45, mix(p.haze, p.cream, 0.3))
