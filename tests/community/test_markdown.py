"""What members write comes out as safe, kind HTML."""

from uuid import UUID

import pytest

from coorum.base.errors import Refused
from coorum.community.markdown import MAXIMUM, OUTBOUND_NOTE, TABLE_NOTE, picture_ids_in, render
from tests.community.hostile_texts import CAT, CAT_VIEW

DOG = UUID("01922222-0000-7000-8000-00000000000b")
OUT = 'rel="nofollow ugc noopener noreferrer" referrerpolicy="no-referrer"'
MARK = f'<span class="outbound" role="img" aria-labelledby="{OUTBOUND_NOTE}"></span>'


def html(source, **options):
    return render(source, **({"pictures": {CAT: CAT_VIEW}} | options)).html.strip()


def outbound(url, words=None):
    return f'<a href="{url}" {OUT}>{words or url}{MARK}</a>'


def test_enter_breaks_a_line_and_a_blank_line_a_paragraph():
    assert html("一行目\n二行目\n\n次") == "<p>一行目<br>\n二行目</p>\n<p>次</p>"


def test_headings_stand_below_the_title_without_a_gap():
    assert html("# 大\n### 小\n# 大") == "<h3>大</h3>\n<h4>小</h4>\n<h3>大</h3>"
    assert html("#### だけ") == "<h3>だけ</h3>"
    assert html("\n".join("#" * n + " a" for n in range(1, 7))).count("<h6>") == 3


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("これは**「大切」**です", "これは<strong>「大切」</strong>です"),
        ("**注）**と*「x」*は", "<strong>注）</strong>と<em>「x」</em>は"),
        ("価格は**(税込)**です", "価格は<strong>(税込)</strong>です"),
        ("~~「旧」~~新", "<s>「旧」</s>新"),
        ("a * b * c, snake_case_name", "a * b * c, snake_case_name"),
        ("and**(x)**y", "and**(x)**y"),
    ],
)
def test_emphasis_works_where_japanese_writes_no_spaces(source, wanted):
    assert html(source) == f"<p>{wanted}</p>"


def test_dashes_are_a_rule_and_indented_lines_are_text():
    assert html("題\n---\n    字下げ") == "<p>題</p>\n<hr>\n<p>字下げ</p>"


def test_links_that_leave_carry_a_mark_and_take_no_referrer():
    assert html("[店](https://shop.example/a)") == f"<p>{outbound('https://shop.example/a', '店')}</p>"
    assert html("[](https://shop.example)") == f"<p>{outbound('https://shop.example')}</p>"


def test_links_within_the_house_carry_none():
    assert html("[板](/b/talk/)") == '<p><a href="/b/talk/">板</a></p>'
    for host in ("coffee.example", "coffee.localhost:8000"):
        here = html(f"[板](http://{host}/b/)", own_hosts=[host])
        assert here == f'<p><a href="http://{host}/b/">板</a></p>'
    assert "outbound" in html("https://coffee.example:81/", own_hosts=["coffee.example"])
    assert html("<me@shop.example>") == '<p><a href="mailto:me@shop.example">me@shop.example</a></p>'


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("見て https://shop.example/a?b=1_2_3#c。次", "https://shop.example/a?b=1_2_3#c"),
        ("https://shop.exampleを見て", "https://shop.example"),
        ("(https://shop.example/x)", "https://shop.example/x"),
        ("https://shop.example/x(1).", "https://shop.example/x(1)"),
        ("「https://shop.example」", "https://shop.example"),
    ],
)
def test_a_bare_address_becomes_a_link_and_the_sentence_goes_on(source, url):
    assert render(source, pictures={}).links == (url,)
    assert outbound(url) in html(source)


@pytest.mark.parametrize(
    "source",
    ["`https://a.example`", "xhttps://a.example", "https://", "https://u@a.example", "http://%", "http://1.2.3.4.5"],
)
def test_what_is_no_address_stays_text(source):
    assert "<a" not in html(source)


def test_a_picture_of_ours_comes_in_all_formats_with_its_size():
    rendered = render(f'![猫と "犬"](picture:{CAT})', pictures={CAT: CAT_VIEW})
    assert rendered.picture_ids == (CAT,)
    assert rendered.html.strip() == (
        '<p><picture><source type="image/avif" srcset="/f/medium.avif 960w" '
        'sizes="(min-width: 48rem) 44rem, 100vw"><source type="image/webp" '
        'srcset="/f/small.webp 480w, /f/medium.webp 960w, /f/large.webp 1600w" '
        'sizes="(min-width: 48rem) 44rem, 100vw"><img src="/f/medium.webp" alt="猫と &quot;犬&quot;" '
        'width="1600" height="1200" loading="lazy" decoding="async"></picture></p>'
    )


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (f"![犬](picture:{DOG})", "犬"),
        ("![犬](picture:none)", "![犬](picture:none)"),
        ("![犬](https://far.example/dog.png)", outbound("https://far.example/dog.png", "犬")),
        ("![](https://far.example/d.png)", outbound("https://far.example/d.png")),
        (f"[犬](picture:{CAT})", "犬"),
        ("[犬]()![猫]()", "犬猫"),
        ("[![犬](https://far.example/d.png)](https://a.example)", outbound("https://a.example", "犬")),
    ],
)
def test_any_other_picture_is_words_or_a_link(source, wanted):
    rendered = render(source, pictures={CAT: CAT_VIEW})
    assert rendered.html.strip() == f"<p>{wanted}</p>"
    assert rendered.picture_ids == ()


def test_the_pictures_a_text_asks_for_are_known_before_it_is_rendered():
    assert picture_ids_in(f"![a](picture:{DOG}) ![b](picture:{CAT}) ![c](picture:{DOG})") == (DOG, CAT)


def test_a_table_scrolls_in_a_labelled_box_that_takes_the_focus():
    table = html("|品|値|\n|:--|--:|\n|豆|980|")
    box = f'<div class="scroll" role="group" tabindex="0" aria-labelledby="{TABLE_NOTE}"><table>'
    assert table.startswith(box)
    assert table.endswith("</table></div>")
    assert '<td class="align-right">980</td>' in table


def test_code_keeps_its_signs_and_loses_its_language():
    assert html('```js" onload=x\n<b>&\n```') == "<pre><code>&lt;b&gt;&amp;\n</code></pre>"


def test_the_excerpt_is_the_first_words_without_signs():
    rendered = render(f"# 題\n**太字**と[店](https://a.example)\n\n- 一\n- 二\n\n![猫](picture:{CAT})", pictures={})
    assert rendered.excerpt == "題 太字と店 一 二 猫"
    assert len(render("長い" * 200, pictures={}).excerpt) == 160


def test_a_text_is_bounded():
    render("あ" * MAXIMUM, pictures={})
    for source, maximum in (("あ" * 1_000_000, MAXIMUM), ("あ" * 2001, 2000)):
        with pytest.raises(Refused) as refused:
            render(source, pictures={}, maximum=maximum)
        assert refused.value.code == "text_too_long"


def test_what_asks_too_much_of_the_reader_is_shown_as_typed():
    assert html("![\n" * 15_000).startswith("<p>![<br>\n![<br>")


@pytest.mark.parametrize(
    "line",
    [
        "- [豆の店](https://shop.example/beans/123) とても**良い**\n",
        "|エチオピア イルガチェフェ|1,980円|浅煎り|花の香り|\n",
        "[2026-11-22 11:00:00] [INFO] GET /a/b?x=1 took 12 ms (cached) :( \n",
        "長い文章です。「とても」長い。\n\n",
    ],
)
def test_the_longest_texts_that_people_write_are_read(line):
    text = "# 題\n|a|b|c|\n|-|-|-|\n" + line * (49_000 // len(line))
    assert html(text).startswith("<h3>題</h3>")
