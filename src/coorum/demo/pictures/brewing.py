"""Making coffee: pour-over, kettle, press, mill, beans and bags."""

from math import cos, pi, sin
from random import Random

from coorum.demo.pictures import stage
from coorum.demo.pictures.canvas import Canvas
from coorum.demo.pictures.palette import Colour, Palette, mix


def pour(c: Canvas, p: Palette, rng: Random) -> None:
    """A dripper on its glass server, a kettle pouring a thin line."""
    stage.backdrop(c, p, rng, edge=760)
    x = 700
    _server(c.at(x, 880), p)
    _dripper(c.at(x, 600), p, rng.choice((p.cream, p.main, p.glow)))
    water = mix(p.haze, p.cream, 0.75)
    c.line([(x + 46, 328), (x + 30, 350), (x + 24, 426)], 10, water, soft=True)
    kettle(c.at(x + 390, 400, 0.92, turn=-14), p, rng.choice((p.deep, p.leaf, mix(p.ink, p.haze, 0.2))))
    if rng.random() < 0.6:
        bag(c.at(240, 880, 0.8), p, p.leaf if rng.random() < 0.5 else p.main)


def _server(c: Canvas, p: Palette) -> None:
    glass = mix(p.haze, p.cream, 0.55)
    stage.shadow(c, p, 20, 2, 190, 26)
    c.ring(170, -150, 64, 74, 20, mix(glass, p.ink, 0.25), start=-110, end=110)

    def paint(m: Canvas) -> None:
        m.box(-220, -300, 440, 300, glass)
        m.box(-220, -130, 440, 140, mix(p.roast, p.wood, 0.15))
        m.oval(0, -130, 172, 16, mix(p.roast, p.wood, 0.5))
        m.blob([(-150, -230), (-120, -240), (-132, -60), (-160, -40)], mix(glass, p.cream, 0.8))

    c.inside(
        lambda m: m.blob(
            [(-88, -290), (88, -290), (104, -240), (180, -110), (150, 0), (-150, 0), (-180, -110), (-104, -240)], 255
        ),
        paint,
        (-220, -300, 440, 302),
    )


def _dripper(c: Canvas, p: Palette, glaze: Colour) -> None:
    dark = mix(glaze, p.ink, 0.2)
    paper = mix(p.cream, p.wood, 0.14)
    c.shape([(-172, -186), (172, -186), (150, -150), (-150, -150)], paper)
    c.oval(0, -186, 172, 24, mix(paper, p.wood, 0.25))
    c.oval(0, -180, 148, 18, mix(p.roast, p.wood, 0.25))
    c.oval(14, -178, 70, 9, mix(p.wood, p.cream, 0.35))
    c.ring(176, -96, 50, 44, 22, dark, start=-100, end=100)

    def paint(m: Canvas) -> None:
        m.box(-200, -160, 400, 170, glaze)
        m.shape([(60, -160), (200, -160), (200, 10), (10, 10)], dark)
        for i in range(-2, 2):
            m.line([(i * 56, -160), (i * 24, 0)], 8, mix(glaze, p.ink, 0.1))

    c.inside(lambda m: m.shape([(-182, -156), (182, -156), (52, 0), (-52, 0)], 255), paint, (-200, -160, 400, 165))
    c.box(-120, -8, 240, 22, dark, r=11)
    c.box(-190, -168, 380, 20, mix(glaze, p.cream, 0.35), r=10)


def kettle(c: Canvas, p: Palette, tone: Colour) -> None:
    """A gooseneck kettle, its spout to the left."""
    dark, light = mix(tone, p.ink, 0.25), mix(tone, p.cream, 0.3)
    c.line([(-120, 40), (-200, 20), (-230, -70), (-290, -150), (-340, -168)], 30, tone, soft=True)
    c.ring(170, -50, 110, 150, 34, p.wood, start=-80, end=80)

    def paint(m: Canvas) -> None:
        m.box(-180, -170, 360, 320, tone)
        m.shape([(60, -170), (200, -170), (200, 150), (110, 150)], dark)
        m.shape([(-110, -170), (-74, -170), (-104, 150), (-150, 150)], light)

    c.inside(
        lambda m: m.shape([(-110, -160), (110, -160), (160, 130), (146, 146), (-146, 146), (-160, 130)], 255),
        paint,
        (-180, -170, 360, 320),
    )
    c.box(-118, -182, 236, 24, dark, r=12)
    c.box(-60, -204, 120, 26, tone, r=13)
    c.disc(0, -218, 22, p.wood)


def press(c: Canvas, p: Palette, rng: Random) -> None:
    """A press with its plunger up, a cup beside it."""
    from coorum.demo.pictures.cups import cup

    stage.backdrop(c, p, rng, edge=740)
    x = rng.choice((560, 640))
    glass, metal = mix(p.haze, p.cream, 0.6), mix(p.ink, p.haze, 0.35)
    stage.shadow(c, p, x + 20, 872, 210, 28)
    c.ring(x + 180, 620, 80, 130, 30, p.wood, start=-90, end=90)
    c.box(x - 8, 200, 16, 220, metal)
    c.disc(x, 196, 34, p.glow)
    c.box(x - 160, 400, 320, 470, glass, r=20)
    c.box(x - 160, 560, 320, 310, mix(p.roast, p.wood, 0.12), r=(0, 0, 20, 20))
    c.box(x - 160, 560, 320, 26, mix(p.wood, p.cream, 0.25))
    c.box(x - 120, 430, 30, 380, mix(glass, p.cream, 0.75), r=15)
    for y in (430, 640, 850):
        c.box(x - 172, y, 344, 22, metal, r=8)
    c.box(x - 172, 372, 344, 44, metal, r=22)
    cup(c.at(x + 520, 880, 0.85), p, rng.choice((p.cream, p.main, p.leaf)))
    stage.steam(c, p, x + 520, 640, tall=150)


def mill(c: Canvas, p: Palette, rng: Random) -> None:
    """A hand mill of wood and iron, beans around."""
    stage.backdrop(c, p, rng, edge=720)
    x = rng.choice((720, 860))
    iron = mix(p.ink, p.haze, 0.2)
    stage.shadow(c, p, x + 24, 872, 280, 32)
    c.line([(x, 270), (x - 250, 230)], 26, iron)
    c.disc(x - 254, 204, 42, p.glow)
    c.box(x - 14, 250, 28, 110, iron)
    c.blob(
        [(x - 200, 470), (x - 190, 380), (x - 80, 330), (x + 80, 330), (x + 190, 380), (x + 200, 470)],
        mix(iron, p.cream, 0.12),
    )
    c.blob([(x + 60, 340), (x + 190, 380), (x + 200, 470), (x + 120, 470)], iron)
    c.box(x - 236, 462, 472, 36, p.deep, r=14)
    c.box(x - 200, 498, 400, 360, p.main)
    c.box(x + 60, 498, 140, 360, mix(p.main, p.ink, 0.18))
    c.box(x - 150, 620, 300, 150, mix(p.main, p.ink, 0.28), r=10)
    c.box(x - 140, 630, 280, 130, mix(p.main, p.cream, 0.22), r=8)
    c.disc(x, 694, 26, iron)
    c.box(x - 240, 842, 480, 32, p.deep, r=12)
    for _ in range(9):
        side = rng.choice((-1, 1))
        bean(
            c.at(
                x + side * rng.randint(330, 620),
                rng.randint(850, 930),
                rng.uniform(0.5, 0.62),
                turn=rng.randint(0, 180),
            ),
            p,
        )


def bean(c: Canvas, p: Palette, *, tone: Colour | None = None) -> None:
    """One bean, 100 units long."""
    body = tone or mix(p.roast, p.wood, 0.28)
    c.oval(4, 6, 50, 34, mix(body, p.ink, 0.45))
    c.oval(0, 0, 50, 34, body)
    c.oval(-8, -10, 30, 14, mix(body, p.wood, 0.35))
    c.line([(-44, 4), (-16, -6), (14, 6), (44, -4)], 7, mix(body, p.ink, 0.6), soft=True)


def beans(c: Canvas, p: Palette, rng: Random) -> None:
    """A scattering of beans around a scoop, from above."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.cream, 0.25))
    cx, cy = rng.choice(((500, 560), (1050, 480)))
    c.disc(cx, cy, 470, mix(p.air, p.haze, 0.7))
    c.disc(cx, cy, 350, mix(p.air, p.haze, 0.4))
    for _ in range(46):
        angle, far = rng.uniform(0, 2 * pi), abs(rng.gauss(0, 300))
        roast = mix(mix(p.roast, p.wood, 0.28), p.wood, rng.choice((0, 0, 0.12, 0.22)))
        bean(
            c.at(
                cx + far * cos(angle) * 1.25,
                cy + far * sin(angle) * 0.8,
                rng.uniform(0.7, 0.95),
                turn=rng.randint(0, 180),
            ),
            p,
            tone=roast,
        )
    scoop = c.at(cx + 250, cy - 120, 1.1, turn=rng.choice((-28, -18)))
    scoop.line([(150, 0), (520, 0)], 44, p.deep)
    scoop.oval(10, 16, 190, 128, mix(p.air, p.ink, 0.2))
    scoop.oval(0, 0, 190, 128, p.main)
    scoop.oval(0, -4, 164, 104, mix(p.main, p.ink, 0.35))
    for _ in range(15):
        bean(scoop.at(rng.randint(-95, 95), rng.randint(-52, 46), 0.72, turn=rng.randint(0, 180)), p)
    stage.sprig(c.at(cx - 640 if cx > 700 else cx + 800, 960), p, 0, 0, tall=420, lean=70, leaves=6)


def bag(c: Canvas, p: Palette, tone: Colour) -> None:
    """A bag of beans with a label; the origin is the middle of its foot."""
    stage.shadow(c, p, 16, 0, 150, 20)
    dark = mix(tone, p.ink, 0.22)
    c.shape([(-130, 0), (-140, -330), (140, -330), (130, 0)], tone)
    c.shape([(70, 0), (84, -330), (140, -330), (130, 0)], dark)
    c.box(-144, -396, 288, 74, mix(tone, p.cream, 0.2), r=10)
    c.box(-144, -340, 288, 10, dark)
    c.box(-92, -250, 170, 176, p.cream, r=8)
    bean(c.at(-8, -184, 0.7, turn=-35), p)
    c.box(-58, -122, 100, 10, mix(p.ink, p.cream, 0.5), r=5)
    c.box(-40, -102, 64, 8, mix(p.ink, p.cream, 0.7), r=4)


def bags(c: Canvas, p: Palette, rng: Random) -> None:
    """Bags on a shelf, as in the shop."""
    c.box(0, 0, 1600, 1000, mix(p.air, p.haze, 0.25))
    stage.sun(c, p, rng.choice((360, 1240)), 420, 360)
    tones = [p.main, p.leaf, p.glow, p.deep, mix(p.main, p.cream, 0.35)]
    rng.shuffle(tones)
    c.box(90, 800, 1420, 40, p.wood, r=6)
    c.box(90, 832, 1420, 26, mix(p.wood, p.ink, 0.3), r=6)
    for x in (230, 1370):
        c.shape([(x - 20, 858), (x + 20, 858), (x + 20, 960), (x - 4, 960)], mix(p.wood, p.ink, 0.35))
    count = rng.choice((3, 4))
    for i in range(count):
        bag(c.at(360 + i * 880 / (count - 1), 800, rng.choice((1.0, 1.12, 0.92))), p, tones[i])


def moka(c: Canvas, p: Palette, rng: Random) -> None:
    """A stove-top pot, steaming."""
    stage.backdrop(c, p, rng, edge=740)
    x = rng.choice((640, 800, 930))
    metal = mix(p.haze, p.ink, 0.3)
    light, dark = mix(metal, p.cream, 0.45), mix(metal, p.ink, 0.3)
    stage.shadow(c, p, x + 20, 872, 200, 26)
    c.shape([(x - 150, 620), (x + 150, 620), (x + 190, 866), (x - 190, 866)], metal)
    c.shape([(x - 150, 620), (x - 60, 620), (x - 76, 866), (x - 190, 866)], light)
    c.shape([(x + 70, 620), (x + 150, 620), (x + 190, 866), (x + 90, 866)], dark)
    c.box(x - 160, 592, 320, 36, dark, r=8)
    c.shape([(x + 160, 352), (x + 290, 380), (x + 260, 570), (x + 216, 570), (x + 236, 420), (x + 160, 410)], p.ink)
    c.shape([(x - 180, 340), (x + 180, 340), (x + 136, 594), (x - 136, 594)], metal)
    c.shape([(x - 180, 340), (x - 70, 340), (x - 54, 594), (x - 136, 594)], light)
    c.shape([(x + 80, 340), (x + 180, 340), (x + 136, 594), (x + 62, 594)], dark)
    c.shape([(x - 180, 340), (x - 250, 350), (x - 160, 430)], light)
    c.shape([(x - 176, 340), (x + 176, 340), (x + 60, 262), (x - 60, 262)], light)
    c.shape([(x + 40, 340), (x + 176, 340), (x + 60, 262), (x + 10, 262)], metal)
    c.disc(x, 240, 32, p.main)
    stage.steam(c, p, x - 250, 320, tall=170)
    if rng.random() < 0.7:
        _cube_bowl(c, p, x + (470 if x < 800 else -470))


def _cube_bowl(c: Canvas, p: Palette, x: float) -> None:
    stage.shadow(c, p, x + 10, 872, 130, 20)
    for dx, dy, turn in ((-46, -116, 8), (30, -120, -12), (-6, -164, 20)):
        c.at(x + dx, 870 + dy, turn=turn).box(-34, -34, 68, 68, mix(p.wood, p.cream, 0.6), r=10)
    c.inside(
        lambda m: m.oval(x, 770, 130, 104, 255),
        lambda m: m.box(x - 130, 776, 260, 100, p.main),
        (x - 130, 772, 260, 102),
    )
    c.box(x - 140, 764, 280, 18, mix(p.main, p.cream, 0.4), r=9)
