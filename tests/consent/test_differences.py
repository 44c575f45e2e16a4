"""What changed between two versions: parts that came, went, moved or changed, and the words that did."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coorum.consent.differences import Change, Difference, differences, runs_between
from coorum.consent.documents import Document, Enactment, Item, Paragraph
from coorum.consent.reading import UnreadablePolicy, read_policy
from tests.consent.fragments import WRITTEN
from tests.consent.sample import sample

OLD = """方針

第1条（目的）
この方針は、情報の扱いを定めます。

第2条（集める情報）
1. 次の情報を集めます。
・電子メールの宛先
・合言葉
2. アクセスの記録は、九十日のあいだ保存したのちに消去します。

第3条（窓口）
ご質問は係までお寄せください。
"""


def compared(old: str, new: str) -> list[tuple[Change, str]]:
    """What changed, lowest parts only, by anchor."""
    found = differences(read_policy(old).document, read_policy(new).document)
    leaves = [each for each in found if not any(part.change is not Change.SAME for part in each.parts)]
    return [(each.change, each.part.anchor) for each in leaves if each.change is not Change.SAME]


def marked(difference: Difference) -> str:
    signs = {Change.SAME: "{}", Change.ADDED: "[+{}]", Change.REMOVED: "[-{}]"}
    return "".join(signs[run.change].format(run.text) for run in difference.runs)


def test_a_document_does_not_differ_from_itself():
    document = read_policy(sample("terms-articles")).document
    assert differences(document, document).is_empty


def test_a_changed_word_is_shown_inside_its_sentence():
    new = OLD.replace("九十日", "百八十日")
    found = differences(read_policy(OLD).document, read_policy(new).document)
    assert compared(OLD, new) == [(Change.CHANGED, "a2-p2")]
    changed = next(each for each in found if each.change is Change.CHANGED and not each.parts)
    assert marked(changed) == "アクセスの記録は、[-九十日][+百八十日]のあいだ保存したのちに消去します。"
    assert not found.is_empty
    assert found.counts[Change.CHANGED] == 2  # the paragraph, and the article it is in


def test_words_of_latin_script_change_whole():
    assert [(run.change, run.text) for run in runs_between("kept for 90 days", "kept for 180 days")] == [
        (Change.SAME, "kept for "), (Change.REMOVED, "90"), (Change.ADDED, "180"), (Change.SAME, " days"),
    ]  # fmt: skip


def test_an_article_put_in_renumbers_the_rest_and_changes_nothing_there():
    new = (
        OLD.replace("第3条", "第4条")
        .replace("第2条", "第3条")
        .replace("第3条（集", "第2条（例）\n例です。\n\n第3条（集", 1)
    )
    assert compared(OLD, new) == [
        (Change.ADDED, "a2-p1"), (Change.RENUMBERED, "a3"), (Change.RENUMBERED, "a4"),
    ]  # fmt: skip


def test_an_item_taken_out_is_shown_where_it_stood():
    new = OLD.replace("・電子メールの宛先\n", "")
    found = differences(read_policy(OLD).document, read_policy(new).document)
    items = found.articles[1].parts[0].parts
    assert [(each.change, own(each)) for each in items] == [
        (Change.REMOVED, "電子メールの宛先"),
        (Change.SAME, "合言葉"),
    ]


def own(difference: Difference) -> str:
    assert isinstance(difference.part, Item | Paragraph | Enactment)
    return difference.part.text


def test_what_changes_its_order_has_moved():
    new = OLD.replace("・電子メールの宛先\n・合言葉", "・合言葉\n・電子メールの宛先")
    assert [change for change, _ in compared(OLD, new)] == [Change.MOVED]


def test_a_paragraph_that_goes_to_another_article_has_moved_there():
    sentence = "2. アクセスの記録は、九十日のあいだ保存したのちに消去します。\n"
    new = OLD.replace(sentence, "") + sentence.replace("2. ", "\n")
    assert compared(OLD, new) == [(Change.REMOVED, "a2-p2"), (Change.MOVED, "a3-p2")]
    found = differences(read_policy(OLD).document, read_policy(new).document)
    gone = next(each for each in found if each.change is Change.REMOVED)
    assert gone.new is not None
    assert gone.new.anchor == "a3-p2"


def test_a_rewritten_article_under_the_same_heading_is_changed_not_replaced():
    new = OLD.replace("ご質問は係までお寄せください。", "電話と電子メールでうけたまわります。")
    assert (Change.REMOVED, "a3") not in compared(OLD, new)


def test_a_new_date_is_added():
    new = OLD + "\n【2021年4月1日 制定】\n"
    assert compared(OLD, new) == [(Change.ADDED, "enacted-1")]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_runs_spell_both_texts(old, new):
    runs = runs_between(old, new)
    assert "".join(run.text for run in runs if run.change is not Change.ADDED) == old
    assert "".join(run.text for run in runs if run.change is not Change.REMOVED) == new


@settings(max_examples=200, deadline=None)
@given(WRITTEN, WRITTEN)
def test_both_documents_can_be_told_from_their_differences(old, new):
    before, after = _read(old), _read(new)
    found = differences(before, after)
    news = [each.new for each in found.articles if each.change is not Change.REMOVED]
    olds = [each.old for each in found.articles if each.old]
    assert news == list(after.articles)
    assert sorted(map(str, olds)) == sorted(map(str, before.articles))
    assert differences(before, before).is_empty
    assert found.is_empty == (before == after)


def _read(text: str) -> Document:
    try:
        return read_policy(f"方針\n第1条（目的）\n本文です。\n{text}").document
    except UnreadablePolicy:
        raise AssertionError(text) from None
