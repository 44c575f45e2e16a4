"""The demo shop: a coffee roaster that does not exist, with the community in its pages by one line of script each."""

from pathlib import Path

from coorum.launch.surroundings import Surroundings
from coorum.launch.toys import Answer, Question, Site

FOLDER = Path(__file__).parent
BEANS = {
    "/beans/asamoya/": (
        "朝靄ブレンド",
        "中煎り。角のない甘さと、黒糖のような余韻。毎日飲んでも飽きない、うちの顔です。",
        "780円",
    ),
    "/beans/engawa/": ("縁側ブレンド", "中深煎り。ほうじ茶に通じる香ばしさ。どら焼きやみたらし団子と一緒に。", "820円"),
    "/beans/yofukashi/": (
        "夜ふかしブレンド",
        "深煎り。ビターチョコのように濃く、後味はきれい。本を一冊読み終えたい夜に。",
        "840円",
    ),
    "/beans/amaoto/": (
        "雨音ブレンド",
        "中深煎り。冷めるほどに干しぶどうの甘さ。雨の日の、ひとりの時間のために。",
        "840円",
    ),
}
FILES = {"/style.css": "text/css; charset=utf-8", "/morning.svg": "image/svg+xml", "/mark.svg": "image/svg+xml"}


def shop(here: Surroundings) -> Site:
    """The shop, whose pages name the community of this run."""

    def site(question: Question) -> Answer | None:
        if question.path == "/":
            return Answer(_filled("index.html", community=here.web))
        if bean := BEANS.get(question.path):
            return Answer(_filled("bean.html", community=here.web, bean=bean[0], taste=bean[1], price=bean[2]))
        if kind := FILES.get(question.path):
            return Answer((FOLDER / question.path[1:]).read_bytes(), kind)
        return None

    return site


def _filled(name: str, **words: str) -> bytes:
    page = (FOLDER / name).read_text(encoding="utf-8")
    for word, value in words.items():
        page = page.replace(f"{{{word}}}", value)
    return page.encode()
