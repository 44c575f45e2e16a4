"""The drawn pictures: the same twice, of the promised size, light."""

from hashlib import sha256

import pytest

from coorum.demo.pictures.faces import FACES
from coorum.demo.pictures.gallery import MOTIVES, Picture, draw, encoded
from coorum.demo.pictures.logos import LOGOS


@pytest.mark.parametrize("motive", MOTIVES)
def test_a_cover_can_be_drawn(motive: str) -> None:
    image = draw(Picture("cover", motive, sum(map(ord, motive)) % 40))
    assert image.size == (1440, 900)
    assert len(image.getcolors(maxcolors=1_300_000) or ()) > 12


def test_the_same_picture_has_the_same_bytes() -> None:
    assert encoded(Picture("cover", "pour", 3)) == encoded(Picture("cover", "pour", 3))


def test_different_seeds_look_different() -> None:
    seen = {sha256(draw(Picture("cover", "cup", seed)).tobytes()).digest() for seed in range(6)}
    assert len(seen) == 6


@pytest.mark.parametrize("face", FACES)
def test_an_avatar_is_small_and_square(face: str) -> None:
    picture = Picture("avatar", face, 7)
    assert draw(picture).size == (320, 320)
    assert len(encoded(picture)) < 20_000


@pytest.mark.parametrize("mark", LOGOS)
def test_a_logo_has_clear_corners(mark: str) -> None:
    clear = draw(Picture("logo", mark, 0, brand="#2456a6")).getchannel("A")
    assert clear.size == (512, 512)
    assert (clear.getpixel((0, 0)), clear.getpixel((256, 30))) == (0, 255)


def test_a_cover_weighs_little() -> None:
    assert all(len(encoded(Picture("cover", motive, 1))) < 120_000 for motive in ("latte", "racks", "spring", "town"))
