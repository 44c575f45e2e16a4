"""What search engines are told of a question, in their own terms (schema.org, QAPage).

It stands in the page as data that no browser runs: the security policy has no say in it, and no inline script is allowed by it.
"""

import json
from html import unescape
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from markupsafe import Markup

from coorum.community.kinds import Audience
from coorum.community.queries import CommentView, PostPage, Voice
from coorum.web.request import Request

_LONGEST = 2000
#: So that no text can end the element it stands in.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def question(request: Request, page: PostPage) -> Markup:
    """The question with its answers on this page; empty but for guests on a board that everybody may read."""
    if request.viewer or not page.is_question or page.post.board.readers != Audience.EVERYONE:
        return Markup()
    home = f"{settings.COORUM_SCHEME}://{request.place.home or request.get_host().lower()}"
    post = page.post
    best = page.best.answer if page.best else None
    others = [_answer(one, home) for one in page.comments.rows if not (one.is_reply or one.is_gone or one.is_best)]
    asked: dict[str, Any] = {
        "@type": "Question",
        "name": post.title,
        "text": _plain(post.body_html),
        "url": home + reverse("portal:post", args=[post.board.slug, post.id]),
        "datePublished": post.created_at.isoformat(timespec="seconds"),
        "author": _person(page.author),
        "answerCount": post.answer_count,
        "upvoteCount": post.like_count,
    }
    if best:
        asked["acceptedAnswer"] = _answer(best, home)
    if others:
        asked["suggestedAnswer"] = others
    told = {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": asked}
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return Markup(f'<script type="application/ld+json">{data}</script>')  # noqa: S704  escaped above


def _answer(view: CommentView, home: str) -> dict[str, Any]:
    return {
        "@type": "Answer",
        "text": _plain(view.body_html),
        "url": home + reverse("portal:comment", args=[view.id]),
        "datePublished": view.created_at.isoformat(timespec="seconds"),
        "author": _person(view.author),
        "upvoteCount": view.like_count,
    }


def _person(voice: Voice | None) -> dict[str, str]:
    if voice is None:
        return {"@type": "Person", "name": _("A member who left")}
    return {"@type": "Organization" if voice.is_official else "Person", "name": voice.display_name}


def _plain(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split())[:_LONGEST]
