"""Version 1: what is here stays as it is described (docs/guide/api-changes.md says how long, and how it may grow)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from coorum.api import problems
from coorum.api.problems import Problem
from coorum.api.v1 import boards, changes, comments, invitations, lists, members, posts, questions, reactions, tokens
from coorum.base.errors import Refused

API = NinjaAPI(
    title="coorum",
    version="1",
    description=(
        "What systems of an operator may do in its community. Ask on the community's own host. "
        "Personal data is told as far as each member agreed, and each time they see in their record that it was."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="v1",
)
for part in (tokens, boards, posts, questions, comments, reactions, members, invitations, lists, changes):
    API.add_router("", part.router)


def _told(_request: Any, problem: Problem) -> HttpResponse:
    return problems.answer(problem)


def _refused(_request: Any, refusal: Refused) -> HttpResponse:
    return problems.answer(problems.of_refusal(refusal))


def _misshapen(_request: Any, error: ValidationError) -> HttpResponse:
    wrong = [{"at": ".".join(map(str, one["loc"])), "detail": one["msg"]} for one in error.errors]
    return problems.answer(Problem(422, "invalid", _("Something is not as it is described."), errors=wrong))


def _unreadable(_request: Any, error: HttpError) -> HttpResponse:
    return problems.answer(Problem(error.status_code, "unreadable", _("This cannot be read as JSON.")))


def _missing(_request: Any, _error: Http404) -> HttpResponse:
    return problems.answer(Problem(404, "not_found", _("This is not here any more.")))


HANDLERS: dict[type[Exception], Callable[[Any, Any], HttpResponse]] = {
    Problem: _told,
    Refused: _refused,
    ValidationError: _misshapen,
    HttpError: _unreadable,
    Http404: _missing,
}
for kind, handler in HANDLERS.items():
    API.add_exception_handler(kind, handler)
