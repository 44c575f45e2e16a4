"""Places in lists: signed, and good for one list of one site; what they hold is nobody's business but ours."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from coorum.api.answers import moment, said
from coorum.api.problems import Problem


def cursor_of(request: Any, listing: str, *place: object) -> str:
    """The place as readers carry it."""
    text = urlsafe_b64encode(json.dumps(place, default=str).encode()).decode().rstrip("=")
    return _signer(request, listing).sign(text)


def place_in(request: Any, listing: str, cursor: str) -> list[Any] | None:
    """The place in a cursor of this list; None without one. Raises `Problem`: 422."""
    if not cursor:
        return None
    try:
        text = _signer(request, listing).unsign(cursor)
    except BadSignature:
        detail = _("This place is not one of this list. Begin without it.")
        raise Problem(422, "cursor", detail, errors=[{"at": "query.after", "detail": str(detail)}]) from None
    place: list[Any] = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return place


def cut(
    request: Any, listing: str, rows: list[dict[str, Any]], limit: int, *columns: str
) -> tuple[list[dict[str, Any]], str | None]:
    """Of rows that were asked for with one more than `limit`: those of the page, and the cursor of its last where more follow.
    `columns`: where a row stands in the list.
    """
    if len(rows) <= limit:
        return rows, None
    last = [moment(value) if isinstance(value := rows[limit - 1][name], datetime) else value for name in columns]
    return rows[:limit], cursor_of(request, listing, *last)


def page(request: Any, items: list[Any], following: str | None, **more: Any) -> HttpResponse:
    """One page of a list: `next` is where to go on, and so is the `Link` (RFC 8288)."""
    response = said(request, {"items": items, "next": following, **more})
    if following:
        query = {**request.GET.dict(), "after": following}
        response.headers["Link"] = f'<{request.path}?{urlencode(query)}>; rel="next"'
    return response


def _signer(request: Any, listing: str) -> Signer:
    return Signer(sep=".", salt=f"api:{request.site.id}:{listing}")
