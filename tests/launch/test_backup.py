"""An archive is whole and unchanged, or it is not opened at all."""

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from coorum.base.keys import key_id
from coorum.launch import backup
from coorum.launch.backup import archive, checking, sealed
from coorum.launch.backup.lock import Lock, lock_from, make_key
from coorum.launch.backup.manifest import TAG, Manifest, Part
from coorum.launch.trouble import Trouble

KEY = Lock(b"k" * 32, "hkdf")
SIGNER = Ed25519PrivateKey.generate()
TRUSTED = {key_id(SIGNER.public_key().public_bytes_raw()): SIGNER.public_key().public_bytes_raw()}
ROWS = [b"1\tHana\n", b"2\tTaro\n"]


def locked(text: bytes, lock: Lock = KEY) -> bytes:
    file = io.BytesIO()
    writer = sealed.Writer(file, lock)
    writer.write(text)
    writer.finish()
    return file.getvalue()


def opened(blob: bytes, lock: Lock = KEY) -> bytes:
    return io.BufferedReader(sealed.Reader(io.BytesIO(blob), lock)).read()


@pytest.mark.parametrize("size", [0, 1, sealed.PIECE - 1, sealed.PIECE, sealed.PIECE + 1, 3 * sealed.PIECE])
def test_what_is_locked_opens_again(size: int) -> None:
    text = bytes(range(256)) * (size // 256 + 1)
    assert opened(locked(text[:size])) == text[:size]


def test_a_passphrase_locks_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORUM_BACKUP_PASSPHRASE", "eleven chars"[:11])
    with pytest.raises(Trouble, match="short"):
        lock_from(None)
    monkeypatch.setenv("COORUM_BACKUP_PASSPHRASE", "a sentence to remember")
    assert opened(locked(b"text", lock_from(None)), lock_from(None)) == b"text"
    with pytest.raises(Trouble, match="locked with a passphrase"):
        opened(locked(b"text", lock_from(None)), KEY)


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(Trouble, match="another key"):
        opened(locked(b"text"), Lock(b"x" * 32, "hkdf"))


def test_any_changed_byte_is_noticed() -> None:
    blob = locked(b"some text")
    for position in range(len(blob)):
        with pytest.raises(Trouble):
            opened(blob[:position] + bytes([blob[position] ^ 1]) + blob[position + 1 :])


def test_a_cut_is_noticed_wherever_it_is() -> None:
    blob = locked(b"x" * (2 * sealed.PIECE + 10))
    for length in (len(blob) - 1, len(blob) - 26, len(blob) - 27 - sealed.PIECE, 200, 5):
        with pytest.raises(Trouble):
            opened(blob[:length])


def test_pieces_keep_their_order_and_their_archive() -> None:
    one, other = (locked(text * (3 * sealed.PIECE)) for text in (b"a", b"b"))
    step = sealed.PIECE + sealed.TAG
    begin = len(one) - 3 * step
    first, second = one[begin : begin + step], one[begin + step : begin + 2 * step]
    for forged in (
        one[:begin] + second + first + one[begin + 2 * step :],
        one[:begin] + other[begin : begin + step] + one[begin + step :],
    ):
        with pytest.raises(Trouble):
            opened(forged)


def test_a_key_for_backups_is_never_written_over(tmp_path: Path) -> None:
    make_key(tmp_path / "key")
    before = (tmp_path / "key").read_bytes()
    with pytest.raises(Trouble, match="never written over"):
        make_key(tmp_path / "key")
    assert (tmp_path / "key").read_bytes() == before
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    assert opened(locked(b"text", lock_from(tmp_path / "key")), lock_from(tmp_path / "key")) == b"text"


def archive_with(
    path: Path, *, rows: list[bytes] = ROWS, change: Callable[[Manifest], object] = lambda listed: None
) -> None:
    """An archive of one table and one file, and a list of its contents that may lie."""
    listed = Manifest("0" * 32, "data", "2026-11-22", key=next(iter(TRUSTED)))
    with archive.written(path, KEY, lambda path: None) as writing:
        listed.tables["person"] = part = Part(count=2)
        writing.add_rows("person", rows, part)
        writing.add_file("ab/one.webp", io.BytesIO(b"picture"), 7)
        checking.note_file(listed.files, "files/ab/one.webp", checking.sha256(b"picture").hexdigest(), 7)
        change(listed)
        text = listed.text()
        writing.add("manifest.json", text)
        writing.add("manifest.sig", SIGNER.sign(TAG + text))


def test_a_whole_archive_is_what_its_list_says(tmp_path: Path) -> None:
    archive_with(tmp_path / "whole")
    listed = checking.check(tmp_path / "whole", KEY, "data", TRUSTED)
    assert (listed.rows, listed.files.count) == (2, 1)


@pytest.mark.parametrize(
    "lie",
    [
        lambda listed: setattr(listed.tables["person"], "count", 3),
        lambda listed: setattr(listed.tables["person"], "sha256", "0" * 64),
        lambda listed: listed.tables.update(member=Part()),
        lambda listed: listed.tables.clear(),
        lambda listed: setattr(listed.files, "count", 0),
        lambda listed: setattr(listed, "kind", "keys"),
        lambda listed: setattr(listed, "format", 2),
        lambda listed: setattr(listed, "key", "0" * 32),
    ],
)
def test_an_archive_that_is_not_what_its_list_says_is_refused(
    tmp_path: Path, lie: Callable[[Manifest], object]
) -> None:
    archive_with(tmp_path / "false", change=lie)
    with pytest.raises(Trouble):
        checking.check(tmp_path / "false", KEY, "data", TRUSTED)


def test_an_archive_that_somebody_else_signed_is_refused(tmp_path: Path) -> None:
    archive_with(tmp_path / "theirs")
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with pytest.raises(Trouble, match="not the service's"):
        checking.check(tmp_path / "theirs", KEY, "data", {next(iter(TRUSTED)): other})


@pytest.mark.parametrize("name", ["files/../../etc/passwd", "/etc/passwd", "rows/person/x", "files/.hidden", "else"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(Trouble, match="does not belong"):
        checking.ensure_safe(name)


def test_many_rows_are_packed_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PIECE", 10)
    archive_with(tmp_path / "many", rows=[b"12345\n"] * 2)
    assert checking.check(tmp_path / "many", KEY, "data", TRUSTED).rows == 2


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with suppress(ZeroDivisionError), archive.written(tmp_path / "half", KEY, lambda path: None) as writing:
        writing.add("manifest.json", b"{}")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_backup_left_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".coorum-20261122T000000Z.backup.half").write_bytes(b"half")
    with archive.turn(tmp_path):
        assert not list(tmp_path.glob("*.half"))
        with pytest.raises(Trouble, match="Another backup"), archive.turn(tmp_path):
            raise AssertionError


@pytest.mark.parametrize("keys_to", ["backups", "backups/keys", "."])
def test_keys_never_lie_with_the_backups(tmp_path: Path, keys_to: str) -> None:
    make_key(tmp_path / "safe" / "key")
    words = ["--to", str(tmp_path / "backups"), "--key", str(tmp_path / "safe" / "key")]
    with pytest.raises(Trouble, match="must not lie"):
        backup.main([*words, "--keys-to", str(tmp_path / keys_to)])
    with pytest.raises(Trouble, match="must not lie"):
        backup.main(["--to", str(tmp_path / "safe"), "--key", str(tmp_path / "safe" / "key")])


def test_nothing_is_saved_from_a_folder_without_a_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COORUM_DATABASE_URL", raising=False)
    make_key(tmp_path / "key")
    with pytest.raises(Trouble, match="no coorum in"):
        backup.main(["--to", str(tmp_path / "to"), "--key", str(tmp_path / "key"), "--data", str(tmp_path / "none")])
    assert not (tmp_path / "none").exists()
