"""How this door answers: JSON with an entity tag, conditional requests (RFC 9110, 13), and writes that are done once."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from coorum.api.credentials import acting
from coorum.api.problems import Problem
from coorum.integrations import actions as integrations

LONGEST = 255
#: What of an answer is said again with it.
KEPT = ("ETag", "Location")
View = Callable[..., HttpResponse]


def said(request: Any, facts: Any, *, status: int = 200, location: str = "") -> HttpResponse:
    """These facts as JSON with their tag; 304 where the reader has them already."""
    body = _json(facts)
    headers = {"ETag": _tag(body)} | ({"Location": location} if location else {})
    if request.method == "GET" and _names(request.headers.get("If-None-Match", ""), headers["ETag"], weak=True):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, status=status, content_type="application/json", headers=headers)


def nothing() -> HttpResponse:
    """It is done, and there is nothing to say."""
    return HttpResponse(status=204)


def ensure_unchanged(request: Any, facts: Any, *, needed: bool = True) -> None:
    """Raise `Problem`: 428 without `If-Match` where it is needed, 412 where it names another state than `facts`."""
    shown = request.headers.get("If-Match", "")
    if not shown:
        if needed:
            raise Problem(428, "if_match", _("Send If-Match with the ETag of what you change."))
        return
    if not _names(shown, _tag(_json(facts)), weak=False):
        raise Problem(412, "changed", _("It was changed meanwhile. Fetch it again."))


def writing(view: View) -> View:
    """A view that changes something: whole or not at all, and once for each `Idempotency-Key` of a key.

    The answer is kept for a day beside the work; the same name with another request is 422. What was refused is not kept.
    """

    @wraps(view)
    def done_once(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.auth = acting(request.auth)
        name = request.headers.get("Idempotency-Key", "")
        with transaction.atomic():
            if not name:
                return view(request, *args, **kwargs)
            if len(name) > LONGEST or not (name.isascii() and name.isprintable()):
                raise Problem(422, "idempotency_key", _("An Idempotency-Key has up to 255 letters, digits and signs."))
            row = integrations.answer_to(request.auth, name=name, request_hash=_request_hash(request))
            if row.status:
                return HttpResponse(
                    row.body,
                    status=row.status,
                    content_type="application/json" if row.body else None,
                    headers={**row.headers, "Idempotency-Replayed": "true"},
                )
            response = view(request, *args, **kwargs)
            kept = {name: response.headers[name] for name in KEPT if name in response.headers}
            integrations.keep_answer(row, status=response.status_code, headers=kept, body=response.content.decode())
            return response

    return done_once


def _request_hash(request: Any) -> str:
    parts = (request.method, request.get_full_path(), request.headers.get("If-Match", ""))
    return sha256("\n".join(parts).encode() + b"\n" + request.body).hexdigest()


def _json(facts: Any) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def _plain(value: Any) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return moment(value)
    raise TypeError(f"a {type(value).__name__} has no JSON here")


def moment(value: datetime) -> str:
    """RFC 3339, in UTC, to the microsecond."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def _tag(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:32]}"'


def _names(shown: str, tag: str, *, weak: bool) -> bool:
    """Whether a list of tags names this one; a weak tag is good enough for reading, not for changing."""
    found = {one.strip() for one in shown.split(",")}
    return "*" in found or tag in found or (weak and f"W/{tag}" in found)
