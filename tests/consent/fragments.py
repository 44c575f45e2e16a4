"""Pieces that policy texts are made of, and texts made of them: sane ones (WRITTEN) and any (TEXTS)."""

from hypothesis import strategies as st

OPENINGS = [
    *("第1条（目的）", "第２条（題） ", "第三条 ", "第2条の2", "第4条　", "1. ", "２　", "３、"),
    *("(1)", "（２） ", "①", "・", "- ・", "- ", "ア. ", "※", "# ", "    ", "　", "", ""),
]
BODIES = [
    "本文です。",
    "見出し",
    "長い文の途中で頁の幅に合わせて折り返された行です、つづく",
    "E-mail: a@b.example",
    "次のとおり：",
    "氏名（漢字）",
    "A sentence cut by the width of the page in the",
    "Example Inc.",
    "第2条第1項の情報",
    "",
]
WHOLE = [
    "第1章 総則",
    "附則",
    "以上",
    "【2020年1月1日 制定】",
    "令和元年5月1日 改定／2024年4月1日 改定",
    "Last updated: 1 May 2024",
    "",
]
ODDITIES = [
    *("## 2. ", "Article 4 (End)", "【2020年9月31日 改定】", "（題）", "}{", "<b>", "\u200b", "\x07", "。", "(", "）"),
    *("2.1 ", "1. (用語)", "2019年"),
]

_FRAGMENTS = st.sampled_from(OPENINGS + BODIES + WHOLE + ODDITIES)
_LINE = st.tuples(st.sampled_from(OPENINGS), st.sampled_from(BODIES)).map("".join)

TEXTS = st.lists(st.lists(_FRAGMENTS, max_size=3).map("".join) | st.text(max_size=12), min_size=1, max_size=25).map(
    "\n".join
)
WRITTEN = st.lists(_LINE | st.sampled_from(WHOLE), max_size=25).map("\n".join)
