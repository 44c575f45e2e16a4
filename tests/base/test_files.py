"""Files are whole or absent, and belong to one site."""

import errno
import hashlib
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from coorum.base import files
from coorum.base.errors import Refused

KISSA = UUID("01922222-0000-7000-8000-000000000001")
KIRI = UUID("01922222-0000-7000-8000-000000000002")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.COORUM_FILES = tmp_path / "files"
    return settings.COORUM_FILES


def everything_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("give", [bytes, io.BytesIO])
def test_what_was_put_comes_back(give):
    ref = files.put(KISSA, give(b"picture"), "image/webp")
    assert (ref.sha256, ref.size) == (hashlib.sha256(b"picture").hexdigest(), 7)
    assert files.read(KISSA, ref.key) == b"picture"
    with files.stream(KISSA, ref.key) as file:
        assert file.read(3) == b"pic"


def test_a_key_says_whose_what_and_how():
    ref = files.put(KISSA, b"picture", "image/avif")
    assert ref.key.startswith(f"{KISSA}/{ref.sha256[:2]}/{ref.sha256}-")
    assert ref.key.endswith(".avif")
    assert files.media_type_of(ref.key) == "image/avif"


def test_one_site_cannot_reach_a_file_of_another():
    ref = files.put(KISSA, b"picture", "image/webp")
    for call in (files.read, files.stream, files.delete):
        with pytest.raises(files.Missing):
            call(KIRI, ref.key)
    assert files.read(KISSA, ref.key) == b"picture"


@pytest.mark.parametrize(
    "key", ["", "x", "../secret", f"{KISSA}/../{KIRI}/aa/x.webp", f"{KISSA}/.unfinished/x", "/etc/passwd", "a\0b"]
)
def test_what_is_no_key_finds_nothing(key):
    with pytest.raises(files.Missing):
        files.read(KISSA, key)


def test_the_same_picture_twice_is_two_files():
    hers, his = (files.put(KISSA, b"picture", "image/webp") for _ in range(2))
    assert hers.sha256 == his.sha256
    files.delete(KISSA, hers.key)
    assert files.read(KISSA, his.key) == b"picture"
    with pytest.raises(files.Missing):
        files.read(KISSA, hers.key)
    files.delete(KISSA, hers.key)  # and again: nothing happens


def test_a_site_that_leaves_takes_its_files_along(folder):
    files.put(KISSA, b"a", "image/webp")
    ref = files.put(KIRI, b"b", "image/webp")
    files.delete_all(KISSA)
    files.delete_all(KISSA)
    assert everything_in(folder) == [folder / ref.key]


def test_files_that_no_row_knows_can_be_found():
    ref = files.put(KISSA, b"a", "image/webp")
    now = datetime.now(UTC)
    assert list(files.keys(KISSA, before=now + timedelta(minutes=1))) == [ref.key]
    assert list(files.keys(KISSA, before=now - timedelta(minutes=1))) == []
    assert list(files.keys(KIRI, before=now + timedelta(minutes=1))) == []


def test_nobody_else_on_the_machine_can_read_them(folder):
    ref = files.put(KISSA, b"a", "image/webp")
    assert (folder / ref.key).stat().st_mode & 0o077 == 0
    assert (folder / ref.key).parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("when", ["fsync", "rename", "mkdir"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_leaves_nothing(monkeypatch, folder, when, number):
    files.put(KIRI, b"before", "image/webp")

    def full(*_arguments, **_options):
        raise OSError(number, os.strerror(number))

    target = "os.fsync" if when == "fsync" else f"pathlib.Path.{when}"
    monkeypatch.setattr(target, full)
    with pytest.raises(Refused) as refused:
        files.put(KISSA, b"picture", "image/webp")
    monkeypatch.undo()
    assert refused.value.code == "storage_full"
    assert len(everything_in(folder)) == 1


def test_a_disk_that_fills_up_midway_leaves_nothing(folder):
    program = (
        "import resource, signal, sys\n"
        "from uuid import UUID\n"
        "from django.conf import settings\n"
        "settings.configure(COORUM_FILES=sys.argv[1], USE_I18N=False)\n"
        "from coorum.base import files\n"
        "from coorum.base.errors import Refused\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))\n"
        f"site = UUID('{KISSA}')\n"
        "files.put(site, bytes(2_000_000), 'image/webp')\n"
        "try:\n    files.put(site, bytes(8_000_000), 'image/webp')\n"
        "except Refused as refused:\n    print(refused.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        env={"PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "storage_full\n", done.stderr
    assert [path.stat().st_size for path in everything_in(folder)] == [2_000_000]


def test_other_trouble_with_the_disk_is_an_error_of_ours(monkeypatch):
    def broken(_handle):
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="input/output"):
        files.put(KISSA, b"picture", "image/webp")


def test_a_source_that_breaks_off_leaves_nothing(folder):
    class Torn(io.BytesIO):
        def read(self, size=-1):
            return super().read(size) or self.fail()

        def fail(self):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        files.put(KISSA, Torn(b"half"), "image/webp")
    assert everything_in(folder) == []


def test_what_a_dead_process_left_is_dropped(folder):
    (folder / ".unfinished").mkdir(parents=True)
    (folder / ".unfinished" / "torn").write_bytes(b"half")
    now = datetime.now(UTC)
    assert files.drop_unfinished(before=now - timedelta(hours=1)) == 0
    assert files.drop_unfinished(before=now + timedelta(hours=1)) == 1
    assert everything_in(folder) == []


def test_many_at_once_do_not_disturb_each_other(folder):
    with ThreadPoolExecutor(8) as pool:
        refs = list(pool.map(lambda number: files.put(KISSA, bytes([number % 7]), "image/webp"), range(60)))
    assert len({ref.key for ref in refs}) == len(everything_in(folder)) == 60
    assert [files.read(KISSA, ref.key) for ref in refs] == [bytes([number % 7]) for number in range(60)]


def test_a_picture_is_served_so_that_it_can_do_no_harm():
    ref = files.put(KISSA, b"picture", "image/webp")
    assert files.media_headers(ref.key, is_public=True) == {
        "Content-Type": "image/webp",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Content-Disposition": "inline",
        "Cache-Control": "public, max-age=31536000, immutable",
        "ETag": f'"{ref.sha256}"',
    }


def test_anything_else_is_a_download_and_private():
    page = files.put(KISSA, b"<script>", "text/html")
    headers = files.media_headers(page.key, is_public=False, name='回答".zip')
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment; filename")
    assert headers["Cache-Control"].startswith("private")
