"""`manage policy import`: reads, shows, names what it could not read, and publishes."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from coorum.base.scope import provider_scope, site_scope
from coorum.consent import queries
from coorum.consent.kinds import PolicyKind
from tests.cast import Cast
from tests.promises.conftest import ENGLISH, JAPANESE, LATER

pytestmark = pytest.mark.usefixtures("toy_policies")


def run(*arguments: Any) -> str:
    out = io.StringIO()
    call_command("policy", "import", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def japanese(tmp_path: Path) -> Path:
    file = tmp_path / "policy.txt"
    file.write_bytes(JAPANESE.encode("cp932"))
    return file


@pytest.fixture
def english(tmp_path: Path) -> Path:
    file = tmp_path / "policy-en.txt"
    file.write_text(ENGLISH)
    return file


def test_it_shows_articles_and_paragraphs(cast: Cast, japanese: Path) -> None:
    shown = run(japanese)
    assert "プライバシーポリシー (ja): 2 articles, 3 paragraphs" in shown
    assert "a1-p2" in shown
    with provider_scope():
        assert queries.versions(PolicyKind.PROVIDER_POLICY) == []


def test_it_names_each_line_it_cannot_read(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "odd.txt"
    file.write_text(JAPANESE + "\n<div>続き</div>\n")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("policy", "import", str(file), stdout=out)
    assert "not read: ja, line 15" in out.getvalue()


def test_it_publishes_both_languages(cast: Cast, japanese: Path, english: Path) -> None:
    told = ("--summary", "最初の版です。", "--summary-en", "The first version.")
    assert "published" in run(japanese, "--english", english, "--publish", *told)
    with provider_scope():
        version = queries.version_in_force(PolicyKind.PROVIDER_POLICY)
        assert version is not None
        assert {text.language for text in version.texts.all()} == {"ja", "en"}


def test_it_publishes_the_next_version_as_one(cast: Cast, japanese: Path) -> None:
    run(japanese, "--publish", "--summary", "最初の版です。")
    japanese.write_text(LATER)
    run(japanese, "--publish", "--number", "1.2", "--class", "N1", "--summary", "案内を加えました。")
    with provider_scope():
        assert [version.number for version in queries.versions(PolicyKind.PROVIDER_POLICY)] == ["1.2", "1.0"]


def test_it_publishes_nothing_with_lines_lost(cast: Cast, japanese: Path) -> None:
    japanese.write_text(JAPANESE + "\n<div>続き</div>\n")
    with pytest.raises(CommandError):
        run(japanese, "--publish", "--summary", "最初の版です。")
    with provider_scope():
        assert queries.versions(PolicyKind.PROVIDER_POLICY) == []


def test_an_operators_text_belongs_to_its_site(cast: Cast, japanese: Path) -> None:
    with pytest.raises(CommandError):
        run(japanese, "--kind", "operator_terms")
    run(japanese, "--kind", "operator_terms", "--site", "kissa", "--publish", "--summary", "最初の版です。")
    with site_scope(cast.kissa.id):
        assert queries.version_in_force(PolicyKind.OPERATOR_TERMS, cast.kissa.id) is not None
        assert queries.version_in_force(PolicyKind.OPERATOR_TERMS, cast.kiri.id) is None


def test_a_missing_file_is_one_sentence(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "nowhere.txt")
