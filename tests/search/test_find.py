"""Finding: what fits is found, on the shelves that may be looked at and on no other site's."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.scope import scope_cleared, site_scope
from coorum.search import actions
from coorum.search.actions import Findable
from coorum.search.asking import question
from coorum.search.highlights import snippet, whole
from coorum.search.models import Document
from coorum.search.queries import found
from tests.cast import Cast

TALK, STAFF = new_id(), new_id()
KINDS = ("post", "comment")


def findable(title: str, body: str = "", *, shelf: UUID = TALK, kind: str = "post", days: int = 0) -> Findable:
    id_ = new_id()
    return Findable(kind, id_, id_, shelf, clock.now() - timedelta(days=days), title, body)


TEXTS = [
    findable("引っ越しのご報告", "来月、東京都から京都へ移ります。"),
    findable("東京都の喫茶店", "渋谷の店です。"),
    findable("設定がわかりません", "通知の初期設定を変えたいです。"),
    findable("猫と珈琲", "うちの猫はサーバーの箱が好きです。", days=40),
    findable("The settings page", "How do I change the e-mail settings? It's \\ 'quoted' | & !"),
    findable("ぽぽるん新発売", "ぽぽるんプラスが出ました。", shelf=STAFF),
    findable("", "ぽぽるん、飲みました", kind="comment"),
]


@pytest.fixture
def shelf(cast: Cast, on_kissa: UUID) -> None:
    actions.put(TEXTS)


def titles(typed: str, *, shelves: tuple[UUID, ...] = (TALK, STAFF), **wish: bool) -> set[str]:
    ids = {hit.subject_id for hit in found(question(typed), shelves=shelves, kinds=KINDS, **wish).hits}
    return {one.title or one.body for one in TEXTS if one.subject_id in ids}


@pytest.mark.usefixtures("shelf")
class TestFound:
    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            ("引越し", {"引っ越しのご報告"}),
            ("ひっこし", {"引っ越しのご報告"}),
            ("設定", {"設定がわかりません"}),  # two signs
            ("猫", {"猫と珈琲"}),  # one
            ("渋", {"東京都の喫茶店"}),  # one that is no word
            ("ネコ コーヒー", {"猫と珈琲"}),
            ("ｻｰﾊﾞ", {"猫と珈琲"}),
            ("SETTING", {"The settings page"}),
            ("ぽぽるん", {"ぽぽるん新発売", "ぽぽるん、飲みました"}),  # in no dictionary
            ("ぽるん", {"ぽぽるん新発売", "ぽぽるん、飲みました"}),
            ("東京都 -京都", {"東京都の喫茶店"}),
            ("「初期設定」", {"設定がわかりません"}),
            ("通知設定", {"設定がわかりません"}),  # all its words are there
            ("返品設定", set()),
            ("の", {one.title or one.body for one in TEXTS if "の" in one.title + one.body}),
            ("", set()),
            ("-猫", set()),
            ("'\" | & ! \\ ( :*", set()),
        ],
    )
    def test_what_fits_and_nothing_else(self, typed: str, wanted: set[str]) -> None:
        assert titles(typed) == wanted

    def test_whole_words_come_first_and_the_net_fills_up(self) -> None:
        hits = found(question("京都"), shelves=[TALK], kinds=KINDS).hits
        assert [hit.subject_id for hit in hits] == [TEXTS[0].subject_id, TEXTS[1].subject_id]
        assert hits[0].score > hits[1].score

    def test_where_words_find_enough_no_net_is_cast_unless_it_is_asked_for(self) -> None:
        actions.put(findable(f"京都だより {number}") for number in range(20))
        strict = found(question("京都"), shelves=[TALK], kinds=KINDS)
        assert (strict.is_strict, len(strict.hits)) == (True, 21)
        assert len(found(question("京都"), shelves=[TALK], kinds=KINDS, wide=True).hits) == 22

    def test_a_synonym_of_the_site_is_found(self) -> None:
        asked = question("ねこちゃん", {"ねこちゃん": ("猫",)})
        assert [hit.subject_id for hit in found(asked, shelves=[TALK], kinds=KINDS).hits] == [TEXTS[3].subject_id]

    def test_only_on_the_shelves_that_are_named(self) -> None:
        assert titles("ぽぽるん", shelves=(TALK,)) == {"ぽぽるん、飲みました"}
        assert titles("ぽぽるん", shelves=()) == set()

    def test_only_on_this_site_and_nowhere_without_one(self, cast: Cast) -> None:
        call = "SELECT count(*) FROM search_found('''猫''', %s, '{post}', NULL, 9)"
        with connection.cursor() as cursor:
            cursor.execute(call, [[TALK]])
            assert cursor.fetchone() == (1,)
            with site_scope(cast.kiri.id):
                cursor.execute(call, [[TALK]])
                assert cursor.fetchone() == (0,)
                actions.put([findable("猫の木")])
            with scope_cleared():
                cursor.execute("SET LOCAL app.site = ''")
                cursor.execute(call, [[TALK]])
                assert cursor.fetchone() == (0,)

    def test_put_again_is_put_once_and_dropped_is_gone(self) -> None:
        actions.put(TEXTS)
        assert Document.objects.count() == len(TEXTS)
        actions.drop("post", [TEXTS[3].subject_id])
        assert titles("猫") == set()

    def test_the_index_is_read_by_its_owner_and_asked_by_the_application_alone(self) -> None:
        """Asked by the application itself, PostgreSQL would read all rows of the site: `@@` is not leakproof."""
        sql = "SELECT prosecdef, pg_get_userbyid(proowner), proacl::text FROM pg_proc WHERE proname = 'search_found'"
        with connection.cursor() as cursor:
            cursor.execute(sql)
            rights = "{coorum_owner=X/coorum_owner,coorum_app=X/coorum_owner}"
            assert cursor.fetchone() == (True, "coorum_owner", rights)

    @given(st.text(alphabet="猫の京都aé'\"「」|&!:*()\\-<> \x00　ｶﾞ〜", max_size=30))
    def test_no_question_is_an_error(self, typed: str) -> None:
        found(question(typed.replace("\x00", "")), shelves=[TALK], kinds=KINDS)


@pytest.mark.parametrize(
    ("text", "typed", "hits"),
    [
        ("来月に引っ越します", "引越し", []),  # a verb: found by nobody who asks for the noun
        ("引っ越しのご報告", "引越し", ["引っ越し"]),
        ("ﾊﾟｿｺﾝの設定とパソコン", "パソコン", ["パソコン"]),
        ("<b>猫</b>とネコ", "猫", ["猫", "ネコ"]),
        ("Settings and setting", "setting", ["Setting", "setting"]),
    ],
)
def test_what_fits_is_marked_where_it_stands(text: str, typed: str, hits: list[str]) -> None:
    pieces = whole(text, question(typed))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_hit] == hits


def test_a_snippet_shows_the_surroundings_of_the_first_hit() -> None:
    pieces = snippet("あ" * 500 + "猫がいます" + "い" * 500, question("猫"))
    shown = "".join(piece.text for piece in pieces)
    assert "猫がいます" in shown
    assert len(shown) <= 165
    assert shown[0] == shown[-1] == "…"
