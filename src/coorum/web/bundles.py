"""Style and script as one file each, without a build: `css/member.txt` names the parts of `member.css`, in order.

A static-files finder writes the joined file into the data folder when it is asked for. So a page links one style sheet
and one script, and a part stays a file of its own that one can read.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCE = Path(__file__).parent / "static"
SUFFIXES = ("css", "js")


class BundleFinder(BaseFinder):
    """Finds `member.css`, `staff.css`, `member.js`, … by joining their parts."""

    def check(self, **kwargs: Any) -> list[Any]:  # noqa: ARG002
        return []

    def find(self, path: str, find_all: bool = False) -> Any:  # noqa: FBT001, FBT002  Django's signature
        found = [str(joined(path))] if path in names() else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002
        for name in names():
            yield name, FileSystemStorage(location=str(joined(name).parent))


def names() -> list[str]:
    """Every bundle there is: `<list>.css` and `<list>.js`."""
    return [f"{path.stem}.{suffix}" for suffix in SUFFIXES for path in sorted((SOURCE / suffix).glob("*.txt"))]


def parts(name: str) -> list[Path]:
    """The files a bundle is joined from, in order. FileNotFoundError where a list names one that is not there."""
    stem, suffix = name.rsplit(".", 1)
    order = SOURCE / suffix / f"{stem}.txt"
    lines = order.read_text().splitlines()
    wanted = [order.parent / line.strip() for line in lines if line.strip() and not line.startswith("#")]
    missing = [path.name for path in wanted if not path.is_file()]
    if missing:
        raise FileNotFoundError(f"{order.name} names {', '.join(missing)}")
    return wanted


def joined(name: str) -> Path:
    """The path of the joined file, written anew where its parts changed."""
    text = "\n".join(_part(path) for path in parts(name))
    target = Path(settings.COORUM_DATA) / "bundles" / name
    if not target.is_file() or target.read_text() != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(".half")
        half.write_text(text)
        half.replace(target)
    return target


def _part(path: Path) -> str:
    """Scripts keep their names to themselves, as they would as modules."""
    text = path.read_text().strip()
    return f"{{\n{text}\n}}" if path.suffix == ".js" else text
