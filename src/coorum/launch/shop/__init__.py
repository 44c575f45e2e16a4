"""The demo shop: a coffee roaster that does not exist, with the community in its pages by one line of script each."""

from pathlib import Path

from coorum.launch.surroundings import Surroundings
from coorum.launch.toys import Answer, Question, Site

FOLDER = Path(__file__).parent
NAME = "朝靄珈琲｜谷あいの小さな焙煎所"
ABOUT = "朝靄珈琲は、霧の多い谷あいの小さな焙煎所です。毎朝焼いた豆を、その日のうちにお届けします。"
#: Each bean's page: its name, how it tastes, and what it costs.
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
            return Answer(_page("index.html", NAME, ABOUT, community=here.web))
        if found := BEANS.get(question.path):
            bean, taste, price = found
            title = f"{bean}｜{NAME.partition('｜')[0]}"
            return Answer(_page("bean.html", title, taste, community=here.web, bean=bean, taste=taste, price=price))
        if kind := FILES.get(question.path):
            return Answer((FOLDER / question.path[1:]).read_bytes(), kind)
        return None

    return site


def _page(name: str, title: str, about: str, **words: str) -> bytes:
    """A page inside the shop's frame; `words` stand for the names in braces."""
    frame, main = ((FOLDER / one).read_text(encoding="utf-8") for one in ("frame.html", name))
    page = frame.replace("{main}", main)
    for word, value in {"title": title, "about": about, **words}.items():
        page = page.replace(f"{{{word}}}", value)
    return page.encode()
