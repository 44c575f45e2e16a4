"""Templates speak the language of the page, whichever page was made first."""

import pytest
from django.template import engines
from django.utils import translation

WORDS = '{{ _("Home") }} {{ _("%(num)s likes", num=2) if false else "" }}{{ icon("bell", 22) }}'


def said(code: str, source: str) -> str:
    with translation.override(code):
        return str(engines["jinja2"].env.from_string(source).render())


@pytest.mark.parametrize("order", [("ja", "en"), ("en", "ja")])
def test_the_same_template_says_the_words_of_each_language(order: tuple[str, str]) -> None:
    home = {"ja": "ホーム", "en": "Home"}
    for code in order:
        with translation.override(code):
            assert str(engines["jinja2"].env.from_string(WORDS).render()).startswith(home[code])


def test_a_name_in_the_words_is_escaped_and_a_percent_sign_stays() -> None:
    assert said("en", '{{ _("%(who)s, 100%%", who="<b>") }}') == "&lt;b&gt;, 100%"
    assert said("en", '{{ _("100%% sure") }}') == "100% sure"


def test_an_address_that_is_given_values_is_made_for_each() -> None:
    source = '{% for one in ("a", "b") %}{{ url("portal:board", one) }} {% endfor %}'
    assert said("ja", source) == "/b/a/ /b/b/ "
