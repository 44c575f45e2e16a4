"""When a text may be published."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.consent.documents import Document, canonical_text

BINDING = "ja"
_BLANK = re.compile(r"\{[a-z_]+\}")


def ensure_publishable(texts: Mapping[str, Document]) -> None:
    """Raise `Refused` unless the Japanese text is there, every language has the same articles, and no blank is open."""
    if BINDING not in texts:
        raise Refused("no_japanese", _("The Japanese text is missing: it is the binding one."), field="text_ja")
    wanted = articles_of(texts[BINDING])
    if not wanted:
        raise Refused("no_articles", _("No numbered article was found in the text."), field="text_ja")
    for language, document in texts.items():
        if articles_of(document) != wanted:
            raise Refused(
                "articles_differ",
                _("The languages do not have the same articles: %(language)s has %(found)s, Japanese has %(wanted)s."),
                field=f"text_{language}",
                language=language,
                found=", ".join(articles_of(document)),
                wanted=", ".join(wanted),
            )
        blanks = sorted(set(_BLANK.findall(canonical_text(document))))
        if blanks:
            raise Refused(
                "blanks", _("Still to be filled in: %(blanks)s"), field=f"text_{language}", blanks=", ".join(blanks)
            )


def articles_of(document: Document) -> list[str]:
    """The numbers of a document's articles, in order."""
    return [article.number for article in document.articles]
