"""Whatever colour an operator brings, its pages can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorum.sites.branding import PAIRS, contrast, derive, normal_hex, theme_css, theme_hash
from coorum.sites.branding.colour import Oklch, to_hex, to_oklch

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(colours)
def test_every_pair_of_every_brand_reaches_its_ratio(brand: str) -> None:
    palette = derive(brand)
    for tokens in (palette.light, palette.dark):
        short = {pair: contrast(tokens[pair.front], tokens[pair.ground]) for pair in PAIRS}
        assert {pair: ratio for pair, ratio in short.items() if ratio < pair.least} == {}


@pytest.mark.parametrize("brand", ["#000000", "#ffffff", "#ffff00", "#0000ff", "#ff0000", "#808080", "#767676"])
def test_the_corners_of_the_cube_hold_too(brand: str) -> None:
    palette = derive(brand)
    for tokens in (palette.light, palette.dark):
        assert all(contrast(tokens[p.front], tokens[p.ground]) >= p.least for p in PAIRS)


@given(colours)
def test_a_colour_survives_the_way_through_oklch(colour: str) -> None:
    back = to_hex(to_oklch(colour))
    assert all(abs(int(back[i : i + 2], 16) - int(colour[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


@given(st.floats(0.1, 1), st.floats(0, 0.4), st.floats(0, 360))
def test_a_colour_outside_srgb_keeps_its_lightness(lightness: float, chroma: float, hue: float) -> None:
    painted = to_hex(Oklch(lightness, chroma, hue))
    assert abs(to_oklch(painted).lightness - lightness) < 0.012


@given(colours)
def test_what_moved_is_told_and_what_stayed_is_the_brand(brand: str) -> None:
    palette = derive(brand)
    told = {(change.scheme, change.token): change for change in palette.adjustments}
    for scheme, tokens in (("light", palette.light), ("dark", palette.dark)):
        for name in ("accent", "accent-ink", "accent-edge"):
            change = told.get((scheme, name))
            assert tokens[name] == (change.after if change else brand)
            assert change is None or (change.before == brand and change.ratio >= 3)


def test_a_legible_brand_is_painted_exactly_as_given() -> None:
    palette = derive("#1f6f5b")
    assert palette.light["accent"] == palette.light["accent-ink"] == "#1f6f5b"


def test_a_yellow_brand_stays_yellow_under_dark_words() -> None:
    palette = derive("#ffd400")
    assert palette.light["accent"] == "#ffd400"
    assert contrast(palette.light["accent-text"], "#ffd400") >= 7


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("given_text", "normal"), [("#abc", "#aabbcc"), (" 1F6F5B ", "#1f6f5b")])
def test_a_colour_may_be_written_short(given_text: str, normal: str) -> None:
    assert normal_hex(given_text) == normal


@pytest.mark.parametrize("text", ["", "#12", "red", "#12345g", "#fff;}body{display:none", "#ffff", "＃ffffff"])
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        derive(text)


@given(colours)
def test_the_stylesheet_holds_nothing_but_colours(brand: str) -> None:
    css = theme_css(derive(brand))
    assert set(css) <= set("abcdefghijklmnopqrstuvwxyz0123456789-#:;{}()@=[] \n")
    assert len(css) < 4000


def test_the_hash_follows_the_colour() -> None:
    assert theme_hash(derive("#1f6f5b")) == theme_hash(derive("1F6F5B"))
    assert theme_hash(derive("#1f6f5b")) != theme_hash(derive("#1f6f5c"))
