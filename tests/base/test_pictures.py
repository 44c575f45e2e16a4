"""Uploaded pictures are made anew: right way up, right colours, in our sizes, telling nothing."""

import io
import struct

import pytest
from PIL import Image

from coorum.base.errors import Refused
from coorum.base.pictures.kinds import AVATAR, COVER, INLINE, LOGO, MOST_BYTES
from coorum.base.pictures.studio import add_avif, examine_and_encode
from coorum.base.pictures.view import PictureView, Source
from tests.base.hostile_pictures import CANARY, sample, saved, tellers


def opened(rendition):
    return Image.open(io.BytesIO(rendition.data))


def close(pixel, wanted, within=40):
    return all(abs(one - other) <= within for one, other in zip(pixel, wanted, strict=False))


def refusal(data, kind=INLINE):
    with pytest.raises(Refused) as refused:
        examine_and_encode(data, kind=kind)
    return refused.value


def test_a_photo_comes_in_three_sizes_and_two_formats():
    picture = examine_and_encode(saved(sample(size=(2400, 1800)), "JPEG"), kind="cover")
    shape = [(size.name, size.width, size.height, size.media_type) for size in picture.sizes]
    assert shape == [
        ("small", 480, 360, "image/webp"),
        ("medium", 960, 720, "image/webp"),
        ("large", 1600, 1200, "image/webp"),
    ]
    assert (picture.width, picture.height, picture.animated) == (1600, 1200, False)
    assert all(opened(size).size == (size.width, size.height) for size in picture.sizes)
    later = add_avif(picture.master.data, kind="cover")
    assert [(size.name, size.width, opened(size).format) for size in later] == [
        ("small", 480, "AVIF"),
        ("medium", 960, "AVIF"),
        ("large", 1600, "AVIF"),
    ]


@pytest.mark.parametrize(
    ("size", "kind", "wanted"),
    [
        ((300, 200), INLINE, [(300, 200)]),
        ((480, 10), INLINE, [(480, 10)]),
        ((700, 350), INLINE, [(480, 240), (700, 350)]),
        ((600, 6000), INLINE, [(192, 1920), (384, 3840), (600, 6000)]),
        ((9000, 3), INLINE, [(480, 1), (960, 1), (1600, 1)]),
        ((1000, 500), AVATAR, [(96, 96), (192, 192), (384, 384)]),
        ((100, 300), AVATAR, [(96, 96), (100, 100)]),
        ((1200, 1200), LOGO, [(80, 80), (80, 80), (160, 160), (160, 160), (320, 320), (320, 320)]),
        ((1, 1), AVATAR, [(1, 1)]),
    ],
)
def test_no_picture_is_made_larger_than_it_was(size, kind, wanted):
    picture = examine_and_encode(saved(sample(size=size), "PNG"), kind=kind)
    assert sorted((made.width, made.height) for made in picture.sizes) == wanted


def test_a_logo_comes_as_png_too_since_mail_shows_nothing_newer():
    logo = examine_and_encode(saved(sample("RGBA", (500, 160)), "PNG"), kind="logo")
    assert {(size.name, size.format) for size in logo.sizes} >= {("medium", "webp"), ("medium", "png")}
    assert all(opened(size).convert("RGBA").getextrema()[3][0] < 255 for size in logo.sizes)


def upside(orientation):
    """A picture whose left upper quarter is red once it is turned as its EXIF says."""
    upright = Image.new("RGB", (60, 40), "blue")
    upright.paste("red", (0, 0, 30, 20))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the inverse turn of each orientation
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation in back else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(stored, "JPEG", exif=exif, quality=95)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_picture_stands_upright(orientation):
    shown = opened(examine_and_encode(upside(orientation), kind=INLINE).sizes[0]).convert("RGB")
    assert shown.size == (60, 40)
    assert close(shown.getpixel((10, 8)), (255, 0, 0))
    assert close(shown.getpixel((50, 8)), (0, 0, 255))
    assert close(shown.getpixel((10, 32)), (0, 0, 255))


def swapped_profile():
    """A colour profile in which red and blue have changed places."""

    def xyz(*values):
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))

    red, green, blue = xyz(0.4361, 0.2225, 0.0139), xyz(0.3851, 0.7169, 0.0971), xyz(0.1431, 0.0606, 0.7141)
    curve = b"curv\0\0\0\0\0\0\0\1\2\x33\0\0"
    parts = {b"rXYZ": blue, b"gXYZ": green, b"bXYZ": red, b"wtpt": xyz(0.9642, 1.0, 0.8249)}
    parts |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body, place = b"", b"", 128 + 4 + 12 * len(parts)
    for name, data in parts.items():
        table += name + struct.pack(">II", place + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", place + len(body), b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(parts)) + table + body


def test_colours_become_srgb_before_their_profile_goes():
    data = saved(Image.new("RGB", (40, 40), (255, 0, 0)), "PNG", icc_profile=swapped_profile())
    assert close(opened(examine_and_encode(data, kind=INLINE).sizes[0]).getpixel((20, 20)), (0, 0, 255))


@pytest.mark.parametrize(
    ("mode", "format_"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG"), ("LA", "PNG"), ("P", "GIF"), ("L", "WEBP"), ("RGB", "AVIF")],
)
def test_every_way_to_store_colours_is_understood(mode, format_):
    plain = Image.new("RGB", (40, 30), (250, 250, 250))
    data = saved(plain.convert(mode), format_)
    assert close(opened(examine_and_encode(data, kind=INLINE).sizes[0]).convert("RGB").getpixel((5, 5)), (250,) * 3)


def test_sixteen_bits_become_eight():
    data = saved(Image.new("I", (20, 20), 0x8080).convert("I;16"), "PNG")
    grey = opened(examine_and_encode(data, kind=INLINE).sizes[0]).convert("L").getpixel((5, 5))
    assert 125 <= grey <= 131


def test_transparency_stays_and_full_opacity_costs_nothing():
    clear = Image.new("RGBA", (20, 20), (9, 9, 9, 0))
    assert opened(examine_and_encode(saved(clear, "PNG"), kind=INLINE).sizes[0]).getpixel((3, 3))[3] == 0
    opaque = examine_and_encode(saved(sample().convert("RGBA"), "PNG"), kind=INLINE)
    assert (opaque.master.format, opened(opaque.sizes[0]).mode) == ("jpeg", "RGB")
    palette = Image.new("P", (20, 20), 1)
    seen = opened(examine_and_encode(saved(palette, "GIF", transparency=1), kind=INLINE).sizes[0])
    assert seen.convert("RGBA").getpixel((3, 3))[3] == 0


def test_of_a_moving_picture_the_first_frame_stays():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "lime", "blue")]
    for format_ in ("GIF", "WEBP", "PNG", "AVIF"):
        moving = saved(frames[0], format_, save_all=True, append_images=frames[1:], duration=100)
        picture = examine_and_encode(moving, kind=INLINE)
        assert picture.animated
        assert close(opened(picture.sizes[0]).convert("RGB").getpixel((9, 9)), (255, 0, 0))
        assert not getattr(opened(picture.sizes[0]), "is_animated", False)


def test_the_colour_that_most_of_it_has_is_known():
    picture = Image.new("RGB", (100, 100), "#2060a0")
    picture.paste("white", (0, 0, 30, 100))
    assert examine_and_encode(saved(picture, "PNG"), kind=COVER).dominant_colour == "#2060a0"


def parts_of(data):
    """The names of the chunks, segments or items that a file consists of."""
    if data[:4] == b"RIFF":
        names, place = set(), 12
        while place < len(data):
            names.add(data[place : place + 4].strip().decode())
            place += 8 + (length := int.from_bytes(data[place + 4 : place + 8], "little")) + length % 2
        return names
    if data[:4] == b"\x89PNG":
        names, place = set(), 8
        while place < len(data):
            names.add(data[place + 4 : place + 8].decode())
            place += 12 + int.from_bytes(data[place : place + 4])
        return names
    if data[:2] == b"\xff\xd8":
        names, place = set(), 2
        while data[place + 1] != 0xDA:
            names.add(f"{data[place + 1]:02x}")
            place += 2 + int.from_bytes(data[place + 2 : place + 4])
        return names
    items = data.split(b"infe")[1:]
    return {item[8:12].decode() for item in items}


ALLOWED = {"VP8", "VP8L", "VP8X", "ALPH", "IHDR", "IDAT", "IEND", "e0", "db", "c0", "c4", "av01"}


@pytest.mark.parametrize(("name", "data"), [(name, data) for name, data, _ in tellers()])
def test_nothing_that_a_picture_tells_comes_out_again(name, data):
    assert CANARY in data or b"canary" in data.replace(b"\0", b"")
    picture = examine_and_encode(data, kind=LOGO)
    for made in (*picture.sizes, picture.master, *add_avif(picture.master.data, kind=LOGO)):
        assert parts_of(made.data) <= ALLOWED, made.format
        for word in (b"canary", b"Exif", b"xmp", b"adobe", b"ICC_PROFILE", b"iCCP"):
            assert word.lower() not in made.data.lower()
        image = opened(made)
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)


def test_an_upload_may_be_bytes_a_file_or_a_stream(tmp_path):
    data = saved(sample(), "PNG")
    (tmp_path / "a.png").write_bytes(data)
    results = [examine_and_encode(upload, kind=AVATAR) for upload in (data, tmp_path / "a.png", io.BytesIO(data))]
    assert results[0] == results[1] == results[2]


def test_more_than_ten_megabytes_are_not_even_read():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            assert 0 < size <= MOST_BYTES + 1
            return bytes(size)

    refused = refusal(Endless())
    assert (refused.code, refused.params) == ("picture_too_large", {"megabytes": 10})


def test_too_many_pixels_are_refused_by_number():
    refused = refusal(saved(Image.new("1", (8000, 5001)), "PNG"))
    assert (refused.code, refused.params) == ("picture_too_many_pixels", {"megapixels": 40})


def test_a_page_learns_where_each_size_is():
    sources = [
        Source(f"/f/{width}.{format_}", width, format_) for width in (480, 1600, 960) for format_ in ("webp", "avif")
    ]
    view = PictureView(1600, 1200, tuple(sources))
    assert view.src == "/f/960.webp"
    assert list(view.srcsets()) == [
        ("image/avif", "/f/480.avif 480w, /f/960.avif 960w, /f/1600.avif 1600w"),
        ("image/webp", "/f/480.webp 480w, /f/960.webp 960w, /f/1600.webp 1600w"),
    ]
    avatar = PictureView(192, 192, (Source("/f/b.webp", 192, "webp"), Source("/f/a.webp", 96, "webp")))
    assert (avatar.at_least(80), avatar.src) == ("/f/a.webp", "/f/b.webp")


def test_a_master_is_never_shown():
    sources = (Source("/f/master.jpg", 900, "jpeg"), Source("/f/a.webp", 900, "webp"))
    assert PictureView(900, 600, sources).src == "/f/a.webp"
