"""The mailbox's pages: the list, a letter, and its HTML alone for the frame. No script runs on any of them."""

from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coorum.launch import postbox
from coorum.launch.mailbox import codes, letters, writing
from coorum.launch.mailbox.words import WORDS
from coorum.launch.surroundings import Surroundings
from coorum.launch.toys import Answer, Question, Site

FOLDER = Path(__file__).parent
SHOWN = 200
CLOSED = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'"
# Popups, so that links of a letter open: in a new tab, free of the frame's limits. Pictures only from coorum itself.
FRAMED = "default-src 'none'; style-src 'unsafe-inline'; img-src data: {web}; sandbox {sandbox}"
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"

_templates = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)


def mailbox(here: Surroundings) -> Site:
    """The mailbox on the letters of this run."""
    folder = here.data / "mail"

    def site(question: Question) -> Answer | None:
        match question.path.strip("/").split("/"):
            case [""]:
                sent = "sent" in question.query
                apps = codes.are_there(here.data / "demo-accounts.json")
                found = letters.newest(folder, SHOWN)
                return _page("index.html", question, letters=found, is_sent=sent, apps=apps)
            case ["codes"]:
                return _page("codes.html", question, **codes.shown(here.data / "demo-accounts.json"))
            case ["write"]:
                return _write(here, question)
            case ["style.css"]:
                return Answer((FOLDER / "style.css").read_bytes(), "text/css; charset=utf-8")
            case ["letters", name] if letter := letters.find(folder, name):
                return _page("letter.html", question, letter=letter, sandbox=SANDBOX)
            case ["letters", name, "html"] if letter := letters.find(folder, name):
                body = '<!doctype html><base target="_blank">' + letter.html
                policy = FRAMED.format(web=here.web, sandbox=SANDBOX)
                return Answer(body.encode(), headers={"Content-Security-Policy": policy})
        return None

    return site


def _write(here: Surroundings, question: Question) -> Answer:
    """The form to the provider; sent, it lies in the folder that the mail server fills, too."""
    given = question.form or question.query
    letter = letters.find(here.data / "mail", given.get("answers", ""))
    if question.form is None:
        return _page("write.html", question, form=writing.begun(letter), wrong="")
    wrong = "" if writing.is_complete(question.form) else "incomplete"
    try:
        if not wrong:
            postbox.drop(here.inbox, writing.message(question.form, letter).as_bytes())
    except postbox.TooMuchError:
        wrong = "full"
    if wrong:
        return _page("write.html", question, form={**writing.begun(None), **question.form}, wrong=wrong)
    language = "ja" if question.prefers_japanese else "en"
    return Answer(b"", headers={"Location": f"/?sent&lang={language}"}, status=HTTPStatus.SEE_OTHER)


def _page(template: str, question: Question, **values: object) -> Answer:
    language = "ja" if question.prefers_japanese else "en"
    page = _templates.get_template(template).render(_=WORDS[language], language=language, **values)
    return Answer(page.encode(), headers={"Content-Security-Policy": CLOSED})
