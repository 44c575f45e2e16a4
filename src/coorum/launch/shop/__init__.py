"""The demo shop: one page of a coffee roaster that does not exist, with the community in it by one line of script."""

from pathlib import Path

from coorum.launch.surroundings import Surroundings
from coorum.launch.toys import Answer, Question, Site

FOLDER = Path(__file__).parent
FILES = {"/style.css": "text/css; charset=utf-8", "/morning.svg": "image/svg+xml", "/mark.svg": "image/svg+xml"}


def shop(here: Surroundings) -> Site:
    """The shop, whose page names the community of this run."""

    def site(question: Question) -> Answer | None:
        if question.path == "/":
            page = (FOLDER / "index.html").read_text(encoding="utf-8")
            return Answer(page.replace("{community}", here.web).encode())
        if kind := FILES.get(question.path):
            return Answer((FOLDER / question.path[1:]).read_bytes(), kind)
        return None

    return site
