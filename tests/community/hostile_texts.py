"""Texts that nobody should write, put together from pieces: attacks, odd Markdown, and what keeps a reader busy."""

from itertools import product
from uuid import UUID

from coorum.base.pictures.view import PictureView, Source
from coorum.community.markdown import MAXIMUM

CAT = UUID("01922222-0000-7000-8000-00000000000a")
CAT_VIEW = PictureView(
    1600,
    1200,
    (
        Source("/f/small.webp", 480, "webp"),
        Source("/f/medium.webp", 960, "webp"),
        Source("/f/large.webp", 1600, "webp"),
        Source("/f/medium.avif", 960, "avif"),
    ),
)

CALLS = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "java\tscript:alert(1)"]
CALLS += ["&#106;avascript:alert(1)", "vbscript:msgbox(1)"]
CALLS += [
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
]
CALLS += [
    "//evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:\\\\evil.example",
]
CALLS += [
    "javascript&colon;alert(1)",
    "javascript://a.example/%0aalert(1)",
    "feed:javascript:alert(1)",
    "ws://a",
]
CALLS += [
    "https://good.example@evil.example",
    'https://a.example/"onmouseover=alert(1)',
    "picture:javascript:1",
]
PLACES = ["[a]({})", "[a](<{}>)", "![a]({})", "![a](<{}>)", "<{}>", "[a]: {}\n\n[a] ![a]", "[![a]({})]({})"]
PLACES += ["|a|\n|-|\n|[x]({})|", "> - [a]({} 't')", "# [a]({})", "{}"]
TAGS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc=x>",
]
TAGS += ["<a href=javascript:alert(1)>x</a>", "<style>*{color:red}</style>", "<math><mtext></mtext></math>"]
TAGS += [
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<b>]]>",
    "<?php x ?>",
    "<x onclick=alert(1)>",
    "<base href=//e>",
]
TAGS += [
    "<form action=//e><input name=a>",
    "<meta http-equiv=refresh content=0>",
    "<p style=color:red id=a class=b>",
]
TAGS += [
    '"><script>alert(1)</script>',
    "' onfocus='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</p></div><script>",
]
AROUND = [
    "{}",
    "**{}**",
    "`{}`",
    "```{}\n{}\n```",
    "[{}](/x)",
    "![{}](/x)",
    "![{}](picture:" + str(CAT) + ")",
]
AROUND += [
    "[x](/x '{}')",
    "|{}|\n|-|\n|{}|",
    "- {}\n  > {}",
    "# {}",
    "&lt;{}",
    "\\{}",
    "<http://{}>",
    "http://a.b/{}",
]
PAYLOADS = [place.format(*[call] * place.count("{}")) for place, call in product(PLACES, CALLS)]
PAYLOADS += [place.format(*[tag] * place.count("{}")) for place, tag in product(AROUND, TAGS)]

FRAGMENTS = [
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "[",
    "](",
    ")",
    "![",
    "](picture:" + str(CAT) + ")",
    "<",
    ">",
    "|",
    "|-|",
]
FRAGMENTS += [
    "\n",
    "\n\n",
    "    ",
    "> ",
    "- ",
    "1. ",
    "# ",
    "---",
    "\\",
    "&",
    "&#106;",
    "javascript:",
    "https://a.example",
]
FRAGMENTS += [
    "<script>",
    "onerror=",
    '"',
    "'",
    "あ",
    "「",
    "」",
    "　",
    "a",
    "\t",
    "\u202e",
    "[a]: ",
    "//",
    "@",
    "data:",
]

NESTS = [
    ("[", "](a)"),
    ("![", "](a)"),
    ("*", "*"),
    ("*a ", "b*"),
    ("_a ", "b_"),
    ("~~a ", "b~~"),
    ("`", "`"),
    ("(", ")"),
]
ROWS = [
    "*a_ ",
    "**a* ",
    "*_",
    "`",
    "``a` ",
    "[a](",
    "![a](",
    "[a]\n",
    "[a]: b\n",
    "<",
    "<a",
    "<!--",
    "&",
    "&amp;",
    "\\*",
]
ROWS += [
    "> ",
    "- a\n",
    "1. a\n",
    "* * * a\n",
    "|a|b\n|-|-\n",
    "https://a.b ",
    "[a]('",
    "[a](b) ",
    "[[a](b) ",
    "a\n\n",
    "------あ![",
    "](」![aaaaaaaa",
    "あ**a&#106;]([aaa",
]
LADDERS = ["".join("e" + "`" * i for i in range(300)), "".join("  " * i + "- a\n" for i in range(220))]
LADDERS += [
    "a|" * 255 + "\n" + "-|" * 255 + "\n" + "a\n" * 24_000,
    "[a]: " + "b" * 1990 + "\n\n" + "[a]" * 15_000,
]
BUSY = [a * (25_000 // len(b)) + b * (25_000 // len(b)) for a, b in NESTS]
BUSY += [row * (MAXIMUM // len(row)) for row in ROWS] + LADDERS
