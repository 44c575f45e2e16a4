"""Letters as `.eml` files in a folder: what the launcher's mail server writes in development. The file's time is arrival."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

from coorum.enquiries.clients.mailbox import BATCH, LARGEST, Delivery, Known


class FolderSource:
    """Taken-in letters are deleted, as they are from a mailbox; one that was too large for us is renamed."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def fetch(self, known: Known) -> list[Delivery]:
        files = {f"folder:{file.stem}"[:120]: file for file in sorted(self.folder.glob("*.eml"))}
        old = known(list(files))
        waiting = [(place, file) for place, file in files.items() if place not in old][:BATCH]
        return [_delivery(place, file) for place, file in waiting]

    def done(self, places: Sequence[str], more: Collection[str] = ()) -> None:
        for place in places:
            file = self.folder / f"{place.removeprefix('folder:')}.eml"
            if place in more and file.exists():
                file.rename(file.with_suffix(".taken"))
            else:
                file.unlink(missing_ok=True)

    def fullness(self) -> float | None:
        return None

    def close(self) -> None:
        return None


def _delivery(place: str, file: Path) -> Delivery:
    found = file.stat()
    with file.open("rb") as source:
        raw = source.read(LARGEST)
    return Delivery(place, raw, datetime.fromtimestamp(found.st_mtime, UTC), is_whole=found.st_size <= LARGEST)
