"""Message catalogues are compiled where they are stale, and only there."""

import gettext
import os
from pathlib import Path

import pytest

from coorum.launch.catalogues import compile_stale

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Comment"\nmsgstr "{}"\n'


@pytest.fixture
def po(tmp_path: Path) -> Path:
    folder = tmp_path / "portal" / "locale" / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO.format("コメント"))
    return folder / "django.po"


def said(po: Path) -> str:
    with po.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("Comment")


def test_a_catalogue_is_compiled_once(po: Path, tmp_path: Path) -> None:
    assert compile_stale(tmp_path) == [po]
    assert said(po) == "コメント"
    assert compile_stale(tmp_path) == []


def test_a_changed_catalogue_is_compiled_again(po: Path, tmp_path: Path) -> None:
    compile_stale(tmp_path)
    po.write_text(PO.format("ひとこと"))
    later = po.with_suffix(".mo").stat().st_mtime + 1
    os.utime(po, (later, later))
    assert compile_stale(tmp_path) == [po]
    assert said(po) == "ひとこと"


def test_a_plural_without_words_leaves_them_to_another_catalogue(po: Path, tmp_path: Path) -> None:
    plural = '\nmsgid "%(num)s like"\nmsgid_plural "%(num)s likes"\nmsgstr[0] ""\n'
    po.write_text(PO.format("コメント") + plural)
    compile_stale(tmp_path)
    assert b"like" not in po.with_suffix(".mo").read_bytes()
