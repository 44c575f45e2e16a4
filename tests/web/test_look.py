"""The look keeps its rules: one list of files, no inline script or style, light on the wire."""

import gzip
import re
from pathlib import Path

import pytest
from django.template import engines

import coorum.web
from coorum.sites.branding import contrast, derive, theme_css
from coorum.sites.branding.colour import Oklch, to_hex
from coorum.web.icons import icon

WEB = Path(coorum.web.__file__).parent
STATIC, TEMPLATES = WEB / "static", WEB / "templates"
LISTS = sorted(STATIC.glob("*/*.txt"))


def listed(manifest: Path) -> list[Path]:
    lines = manifest.read_text().splitlines()
    return [manifest.parent / line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("manifest", LISTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_list_names_files_that_exist_once_each(manifest: Path) -> None:
    files = listed(manifest)
    assert len(files) == len(set(files))
    assert [file.name for file in files if not file.exists()] == []


@pytest.mark.parametrize("kind", ["css", "js"])
def test_every_file_is_in_a_list(kind: str) -> None:
    named = {file.name for manifest in LISTS if manifest.parent.name == kind for file in listed(manifest)}
    assert named == {file.name for file in (STATIC / kind).glob(f"*.{kind}")}


@pytest.mark.parametrize("name", ["member", "staff"])
def test_a_first_visit_is_light(name: str) -> None:
    texts = ["".join(file.read_text() for file in listed(STATIC / kind / f"{name}.txt")) for kind in ("css", "js")]
    assert sum(len(gzip.compress(text.encode())) for text in texts) <= 40_000


@pytest.mark.parametrize("file", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_a_stylesheet_stays_in_its_layer_and_in_the_house(file: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL).strip()
    text = text.removeprefix("@layer reset, tokens, base, elements, blocks, pages, utilities;").strip()
    assert re.match(r"@layer [a-z]+ \{", text)
    assert "@import" not in text
    assert "url(" not in text
    assert text.count("{") == text.count("}")


def test_the_house_wears_the_colours_its_own_science_derives() -> None:
    assert theme_css(derive("#2f6b52")) in (STATIC / "css" / "colours.css").read_text()


@pytest.mark.parametrize("hue", [25, 60, 95, 140, 180, 230, 285, 340])
def test_the_letter_on_an_avatar_can_be_read(hue: int) -> None:
    assert f"--tone-hue: {hue};" in (STATIC / "css" / "mark.css").read_text()
    for ground, ink in (
        (Oklch(0.91, 0.045, hue), Oklch(0.4, 0.09, hue)),
        (Oklch(0.36, 0.05, hue), Oklch(0.9, 0.06, hue)),
    ):
        assert contrast(to_hex(ground), to_hex(ink)) >= 4.5


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_compiles_and_holds_no_inline_script_or_style(file: Path) -> None:
    engines["jinja2"].get_template(str(file.relative_to(TEMPLATES)))
    text = re.sub(r"\{#.*?#\}", "", file.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "http://" not in text
    assert "https://" not in text


def test_every_icon_that_a_template_names_can_be_drawn() -> None:
    named = set()
    for file in WEB.parent.glob("*/templates/**/*.html"):
        named |= set(re.findall(r'icon(?:_name=|\(| else |: )"([a-z0-9-]+)"', file.read_text()))
    assert [str(icon(name)) for name in sorted(named)]


@pytest.mark.parametrize("file", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_a_behaviour_stands_alone_and_writes_no_html(file: Path) -> None:
    text = file.read_text()
    assert not re.search(r"^(import|export)\b", text, flags=re.MULTILINE)
    assert not re.search(r"innerHTML|insertAdjacentHTML|\beval\b|\.style\.|document\.write", text)
