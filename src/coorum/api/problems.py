"""How this door says no: problem details (RFC 9457), whatever went wrong and wherever."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from coorum.base.errors import Refused

TYPE = "application/problem+json"
#: Refusals that have a status of their own; one that names a field is 422, the others are 403.
STATUS = {
    "not_found": 404,
    "gone": 404,
    "closed": 409,
    "no_answer": 422,
    "no_question": 422,
    "name_taken": 409,
    "slug_taken": 409,
    "under_review": 409,
    "stale": 412,
    "other_request": 422,
    "too_many": 429,
}


class Problem(Exception):  # noqa: N818  an answer, no error
    """What ends a request early. `code` is stable and meant for programs, `detail` is for people."""

    def __init__(
        self, status: int, code: str, detail: Any = "", *, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.headers, self.more = status, code, detail, headers or {}, more


def answer(problem: Problem) -> HttpResponse:
    """The problem as a response."""
    facts: dict[str, Any] = {"type": f"urn:coorum:problem:{problem.code}"}
    facts |= {"title": HTTPStatus(problem.status).phrase, "status": problem.status, "code": problem.code}
    if problem.detail:
        facts["detail"] = str(problem.detail)
    body = json.dumps({**facts, **problem.more}, ensure_ascii=False)
    return HttpResponse(body, status=problem.status, content_type=TYPE, headers=problem.headers)


def of_refusal(refusal: Refused) -> Problem:
    """A room said no."""
    status = 422 if refusal.code == "too_many" and refusal.field else STATUS.get(refusal.code, 0)
    status = status or (422 if refusal.field else 403)
    headers = {"Retry-After": str(60 * int(refusal.params.get("minutes", 1)))} if status == 429 else {}
    more = {"errors": [{"at": f"body.{refusal.field}", "detail": str(refusal)}]} if refusal.field else {}
    return Problem(status, refusal.code, str(refusal), headers=headers, **more)


def of_response(response: HttpResponse) -> HttpResponse:
    """An answer that another part of the house gave here (no such page, no such method, an accident): as a problem."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith((TYPE, "application/json")):
        return response
    names = ("Allow", "Retry-After", "RateLimit", "RateLimit-Policy")
    kept = {name: response.headers[name] for name in names if name in response.headers}
    code = HTTPStatus(response.status_code).name.lower()
    return answer(Problem(response.status_code, code, headers=kept))
