"""The message catalogues: one for each package and language, English in the code and Japanese beside it.

Extracting and comparing is the tools' work (Babel, a development dependency); a house test fails on a missing word.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
METHODS = [
    ("**/templates/mail/**.*", "coorum.commands.messages:extract_letter"),
    ("**/templates/print/**.*", "coorum.commands.messages:extract_letter"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "extensions": "jinja2.ext.do"}}
HEADER = b"""msgid ""
msgstr ""
"Language: ja\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "declare": (2,),  # what an event means, for the page of what the staff did
}


def extract_letter(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Messages of a letter or of a document to print: Django's template language, rewritten by Django's own templatize."""
    source = templatize(file.read().decode())
    yield from extract_python(io.BytesIO(source.encode()), keywords, comment_tags, options)


def packages() -> list[Path]:
    """Every package of the house, doors and rooms."""
    return sorted(path.parent for path in ROOT.glob("*/__init__.py"))


def catalogue_of(package: Path, language: str = "ja") -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def extracted(package: Path) -> Catalog:
    """The messages in the package's code and templates."""
    found = Catalog(locale="ja", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(
        str(package),
        METHODS,
        OPTIONS,
        KEYWORDS,
        ("Translators:",),
        directory_filter=lambda path: "/migrations" not in path,
    ):
        found.add(message, locations=[(name, 1)], auto_comments=comments, context=context)
    return found


def written(package: Path) -> Catalog:
    """The package's Japanese catalogue as it stands."""
    path = catalogue_of(package)
    return read_po(io.BytesIO(path.read_bytes()), locale="ja") if path.is_file() else Catalog(locale="ja")


def untranslated() -> Iterator[tuple[str, str]]:
    """(package, message) for every message without Japanese in any catalogue."""
    known = {
        (one.context, _key(one.id)) for package in packages() for one in written(package) if one.id and _is_done(one)
    }
    for package in packages():
        for message in extracted(package):
            if message.id and (message.context, _key(message.id)) not in known:
                yield package.name, _key(message.id)


def update(package: Path) -> None:
    """Bring the package's catalogue up to its code: new messages are added empty, gone ones dropped."""
    found = extracted(package)
    if len(found) == 0:
        return
    catalogue = written(package)
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    save(package, catalogue)


def save(package: Path, catalogue: Catalog) -> None:
    """Write the package's catalogue, sorted, without dates or addresses of anybody."""
    path = catalogue_of(package)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = io.BytesIO()
    write_po(body, catalogue, no_location=True, omit_header=True, width=0, sort_output=True)
    path.write_bytes(HEADER + body.getvalue())


def _key(message: Any) -> str:
    return message if isinstance(message, str) else message[0]


def _is_done(message: object) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)  # type: ignore[attr-defined]
    return all(texts)
