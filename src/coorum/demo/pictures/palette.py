"""Colours of the demo's illustrations: a few hand-tuned harmonies, each with the same nine voices."""

from dataclasses import dataclass

type Colour = tuple[int, int, int]


def colour(text: str) -> Colour:
    """`#rrggbb` as numbers."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of `other` in `one`; 0 is all one, 1 all other."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


@dataclass(frozen=True, slots=True)
class Palette:
    """Nine voices: two for the air, two for the light, three for things, one for leaves, one for lines."""

    name: str
    air: Colour  # background
    haze: Colour  # a second, near background
    cream: Colour  # the lightest: porcelain, paper
    glow: Colour  # the warm accent: sun, lamp, fruit
    main: Colour  # the body of things
    deep: Colour  # its shadow side
    wood: Colour  # tables, boards, cardboard
    leaf: Colour
    ink: Colour  # the darkest: fine lines

    @property
    def roast(self) -> Colour:
        """Coffee stays brown in every light."""
        return mix(self.ink, (70, 40, 22), 0.65)


def _palette(name: str, *colours: str) -> Palette:
    return Palette(name, *(colour(text) for text in colours))


PALETTES = {
    palette.name: palette
    for palette in (
        #                  air        haze       cream      glow       main       deep       wood       leaf       ink
        _palette(
            "clay", "#f3dfcb", "#e9c9ac", "#fff8ee", "#e8a13c", "#c8623f", "#9c4329", "#b9855a", "#7c8c5a", "#3e2723"
        ),
        _palette(
            "dawn", "#fbe3d6", "#f5c9b8", "#fffaf3", "#f2a65a", "#d9776b", "#a94f52", "#c08a62", "#7f9f8a", "#43304a"
        ),
        _palette(
            "moss", "#e4ead7", "#cbd8b8", "#fbfaf0", "#e5b04c", "#6d8f5b", "#486a45", "#b58a5b", "#557d4c", "#2c3a2e"
        ),
        _palette(
            "lake", "#dcebee", "#b9d7dd", "#fafcf8", "#f0b35e", "#4b8fa3", "#2f677c", "#bd9467", "#6d9a78", "#21384a"
        ),
        _palette(
            "wheat", "#f7ecc9", "#efdca0", "#fffdf3", "#e2853f", "#d6a33c", "#a8752b", "#b07f4a", "#84944f", "#47351f"
        ),
        _palette(
            "dusk", "#3d4668", "#56608a", "#f6ecdf", "#f4b066", "#d97f70", "#a8565f", "#9a7a68", "#6d9089", "#20243d"
        ),
        _palette(
            "plum", "#f0e0e6", "#dfc3cf", "#fff9f8", "#e9ad5b", "#a15c7c", "#74405e", "#b58769", "#82947a", "#3a2438"
        ),
        _palette(
            "slate", "#e6eaf0", "#cbd4e0", "#fcfdfd", "#f2a950", "#4d77b3", "#335486", "#c09a70", "#6f9d8b", "#22304a"
        ),
        _palette(
            "mint", "#dff0e6", "#bcdfcd", "#fbfdf7", "#f3b562", "#4fa08a", "#33756a", "#c39a6c", "#5f9467", "#1f3f40"
        ),
        _palette(
            "night", "#26324a", "#34435f", "#f3efe2", "#f3c05c", "#5f8fae", "#3f6886", "#8d7360", "#5f8a7c", "#131c2d"
        ),
        _palette(
            "peach", "#fde7d4", "#f9cfae", "#fffaf2", "#f08a4b", "#5b8c8a", "#3c6566", "#c78f5d", "#8aa05f", "#3c3136"
        ),
        _palette(
            "stone", "#ebe6de", "#d6cec1", "#fdfbf6", "#d99a4e", "#7d7468", "#565049", "#ab8a68", "#86916f", "#2f2b28"
        ),
    )
}
