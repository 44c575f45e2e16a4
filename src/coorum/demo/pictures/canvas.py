"""A small drawing board over Pillow: smooth flat shapes in a space of 1600 × 1000, drawn large and shrunk once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import cos, hypot, pi, sin

from PIL import Image, ImageDraw

from coorum.demo.pictures.palette import Colour

type Point = tuple[float, float]
type Matrix = tuple[float, float, float, float, float, float]

OVERSIZE = 2  # Pillow draws hard edges; twice the size, shrunk, gives soft ones


@cache
def _circle(corners: int) -> tuple[Point, ...]:
    return tuple((cos(2 * pi * i / corners), sin(2 * pi * i / corners)) for i in range(corners))


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 10) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    out: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(i + n) % count] for n in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(max(i + n, 0), count - 1)] for n in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            out.append(tuple(_spline(a[n], b[n], c[n], d[n], t) for n in (0, 1)))  # type: ignore[arg-type]
    if not closed:
        out.append(points[-1])
    return out


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


class Canvas:
    """Shapes take units of the drawing's own space; `at` gives the same board moved, turned and scaled."""

    def __init__(self, image: Image.Image, matrix: Matrix) -> None:
        self.image = image
        self._draw = ImageDraw.Draw(image)
        self._matrix = matrix
        self._size = hypot(matrix[0], matrix[3])

    @classmethod
    def blank(cls, width: int, height: int, *, top: Colour, bottom: Colour, space: float = 1600) -> Canvas:
        """An empty board of `width` × `height` pixels; `space` is its width in units, the air fades downward."""
        rows, k = 256, width * OVERSIZE / space
        strip = Image.new("RGB", (1, rows))
        strip.putdata(
            [tuple(round(a + (b - a) * y / rows) for a, b in zip(top, bottom, strict=True)) for y in range(rows)]
        )
        image = strip.resize((width * OVERSIZE, height * OVERSIZE), Image.Resampling.NEAREST)
        return cls(image, (k, 0, 0, 0, k, 0))

    def at(self, x: float, y: float, scale: float = 1, *, turn: float = 0, flip: bool = False) -> Canvas:
        """The same board with its origin at x, y; `turn` in degrees, clockwise."""
        a, b, c, d, e, f = self._matrix
        s, t = scale * cos(turn * pi / 180), scale * sin(turn * pi / 180)
        m = -1 if flip else 1
        moved = (
            m * (a * s + b * t),
            b * s - a * t,
            a * x + b * y + c,
            m * (d * s + e * t),
            e * s - d * t,
            d * x + e * y + f,
        )
        return Canvas(self.image, moved)

    def shape(self, points: Sequence[Point], fill: Colour | int) -> None:
        a, b, c, d, e, f = self._matrix
        self._draw.polygon([(a * x + b * y + c, d * x + e * y + f) for x, y in points], fill=fill)

    def blob(self, points: Sequence[Point], fill: Colour | int) -> None:
        """A soft closed form through the points."""
        reach = max(abs(points[0][0] - points[len(points) // 2][0]), abs(points[0][1] - points[len(points) // 2][1]))
        self.shape(smooth(points, steps=min(12, 4 + int(reach * self._size / 40))), fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour | int, *, turn: float = 0) -> None:
        corners = _circle(16 + 8 * int(max(rx, ry) * self._size / 24))
        if turn:
            board = self.at(x, y, turn=turn)
            board.shape([(rx * u, ry * v) for u, v in corners], fill)
        else:
            self.shape([(x + rx * u, y + ry * v) for u, v in corners], fill)

    def disc(self, x: float, y: float, r: float, fill: Colour | int) -> None:
        self.oval(x, y, r, r, fill)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: Colour | int,
        *,
        r: float | tuple[float, float, float, float] = 0,
    ) -> None:
        """A rectangle with its top left at x, y; `r` rounds all corners, or top-left, top-right, bottom-right, bottom-left."""
        radii = (r,) * 4 if isinstance(r, int | float) else r
        points: list[Point] = []
        centres = ((x, y, 1, 1), (x + w, y, -1, 1), (x + w, y + h, -1, -1), (x, y + h, 1, -1))
        for quarter, (radius, (cx, cy, sx, sy)) in enumerate(zip(radii, centres, strict=True)):
            if radius <= 0:
                points.append((cx, cy))
                continue
            radius = min(radius, w / 2, h)
            for i in range(9):
                angle = pi + quarter * pi / 2 + i * pi / 16
                points.append((cx + sx * radius + radius * cos(angle), cy + sy * radius + radius * sin(angle)))
        self.shape(points, fill)

    def line(self, points: Sequence[Point], width: float, fill: Colour | int, *, soft: bool = False) -> None:
        """A stroke with round ends; `soft` bends it through its points."""
        a, b, c, d, e, f = self._matrix
        path = smooth(points, closed=False) if soft else points
        spots = [(a * x + b * y + c, d * x + e * y + f) for x, y in path]
        wide = max(1, round(width * self._size))
        self._draw.line(spots, fill=fill, width=wide, joint="curve")
        if wide > 3:
            r = wide / 2
            for x, y in (spots[0], spots[-1]):
                self._draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def ring(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        width: float,
        fill: Colour | int,
        *,
        start: float = 0,
        end: float = 360,
    ) -> None:
        """An arc, angles in degrees clockwise from three o'clock."""
        count = max(12, int(abs(end - start) / 5))
        angles = [(start + (end - start) * i / count) * pi / 180 for i in range(count + 1)]
        self.line([(x + rx * cos(angle), y + ry * sin(angle)) for angle in angles], width, fill)

    def inside(
        self, outline: Callable[[Canvas], None], paint: Callable[[Canvas], None], box: tuple[float, float, float, float]
    ) -> None:
        """Paint what `paint` draws, only where `outline` (drawn with 255) is; `box` is x, y, w, h around both."""
        a, b, c, d, e, f = self._matrix
        x, y, w, h = box
        xs, ys = zip(*((a * u + b * v + c, d * u + e * v + f) for u in (x, x + w) for v in (y, y + h)), strict=True)
        left, top = max(0, int(min(xs))), max(0, int(min(ys)))
        right, bottom = min(self.image.width, int(max(xs)) + 1), min(self.image.height, int(max(ys)) + 1)
        if left >= right or top >= bottom:
            return
        moved = (a, b, c - left, d, e, f - top)
        layer = self.image.crop((left, top, right, bottom))
        mask = Image.new("L", layer.size, 0)
        paint(Canvas(layer, moved))
        outline(Canvas(mask, moved))
        self.image.paste(layer, (left, top), mask)

    def finish(self) -> Image.Image:
        """The picture at its own size."""
        return self.image.reduce(OVERSIZE)
