"""The elements draw what they are given, safely, and nobody is shut out by how they are drawn."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.utils import timezone
from django.utils.translation import override
from markupsafe import Markup

from coorum.base.pictures.view import PictureView, Source
from coorum.sites.branding import derive, theme_css
from coorum.web.bundles import parts
from coorum.web.tables import labelled

KIT = Path(__file__).with_name("kit.html").read_text()
LONG = "寿限無" * 20


class KitForm(forms.Form):
    """One field of each shape, all wrong."""

    email = forms.EmailField(help_text="番号をお送りします。")
    body = forms.CharField(widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(choices=[("a", "甲"), ("b", "乙")])
    readers = forms.ChoiceField(choices=[("a", "だれでも"), ("b", "参加者だけ")], widget=forms.RadioSelect)
    agree = forms.BooleanField(help_text="参加に必要です")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def kit(name: str = "みずほ", **more: Any) -> str:
    """The page of all elements, with a person of this name."""
    person = SimpleNamespace(display_name=name, user_id="mizuho", avatar_url="", url="/u", tier=3, standing="三杯め")
    source = Source("/media/a.webp", 800, "webp")
    operator = SimpleNamespace(legal_name="株式会社見本", address="見本町1-2-3", representative="見本 太一")
    site = SimpleNamespace(name="喫茶こもれび", tagline="", operator=operator)
    context = {
        "person": person,
        "viewer": SimpleNamespace(display_name=name, user_id="mizuho", is_staff=True, unread_count=3, member=None),
        "operator": operator,
        "site": site,
        "picture": PictureView(800, 500, (source,), "#aabbcc"),
        "form": KitForm({"email": "x", "kind": "c"}),
        "at": timezone.now(),
        "language": "ja",
        "path": "/",
        "csrf_input": Markup('<input type="hidden" name="csrfmiddlewaretoken" value="x">'),
    }
    with override("ja"):
        return str(engines["jinja2"].env.from_string(KIT).render(context | more))


def test_every_element_draws_itself() -> None:
    page = kit()
    assert page.count("<h1") == 1
    assert "{{" not in page


def test_what_a_person_calls_themself_is_never_markup() -> None:
    page = kit(name='<img src=x onerror="alert(1)">')
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_an_id_stands_once_on_a_page() -> None:
    ids = re.findall(r'\sid="([^"]+)"', kit())
    assert sorted(one for one in set(ids) if ids.count(one) > 1) == []


def test_a_label_points_to_its_field_and_an_error_to_its_cause() -> None:
    page = kit()
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    pointed = re.findall(r'\sfor="([^"]+)"', page)
    for value in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page):
        pointed += value.split()
    assert [target for target in pointed if target not in ids] == []


def test_a_guest_has_no_form_that_asks_for_a_cookie() -> None:
    env = engines["jinja2"].env
    context = {"viewer": None, "site": None, "provider": lambda: None, "language": "ja", "path": "/"}
    page = env.from_string('{% extends "base.html" %}').render(context | {"csrf_input": "asked for"})
    assert "asked for" not in page


@pytest.mark.parametrize("name", ["400", "403", "404", "413", "429", "500", "refused"])
def test_an_error_page_needs_nothing_but_its_words(name: str) -> None:
    page = engines["jinja2"].env.get_template(f"{name}.html").render({"message": "書いた文は下書きに戻しました。"})
    assert "<h1>" in page
    assert 'href="/"' in page


@pytest.mark.story
@pytest.mark.xdist_group("stories")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Any, scheme: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    css = "".join(part.read_text() for part in (*parts("member.css"), *parts("staff.css"))) + theme_css(
        derive("#ffd400")
    )
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    page.route("**/*", lambda route: route.abort())
    page.set_content(kit(name=LONG))
    page.add_style_tag(content=css)
    found = Axe().run(page).response["violations"]
    outside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]][:2]) for one in found] == []
    assert outside <= 0


def test_a_cell_says_for_itself_what_it_is_and_a_column_without_a_heading_says_nothing() -> None:
    """On a narrow page a row is a card, and its cells stand below one another."""
    rows = '<tr><td>a</td><td class="numeric">1</td></tr><tr><th scope="row">b</th><td></td></tr>'
    told = labelled(rows, [("名前", ""), ('数 "<>', "numeric")])
    assert told.count('data-label="名前"') == 2
    assert '<td data-label="数 &#34;&lt;&gt;" class="numeric">1</td>' in told
    assert "data-label" not in labelled("<tr><td>x</td></tr>", [("", "")])
