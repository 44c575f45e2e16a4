"""`/api/v1/openapi.json`: what this door does, for machines (OpenAPI 3.1); made from the routes and schemas themselves."""

import json
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from coorum.api import webhooks
from coorum.api.people import origin
from coorum.integrations.kinds import Scope

#: Which problems any request may meet; and which only some.
ALWAYS = (401, 403, 422, 429)
WORDS = {
    400: "The body cannot be read as JSON.",
    401: "No key, or none that is good here.",
    403: "The key may not do this, or the rules of the community do not allow it.",
    404: "It is not here, or not any more.",
    409: "It cannot be done as things stand.",
    410: "The place in the feed is not kept any more.",
    412: "It was changed meanwhile.",
    413: "More than one mebibyte was sent.",
    415: "It was sent in a format that is not described.",
    422: "Something is not as it is described, or the rules say no to it.",
    428: "Send If-Match.",
    429: "Too many requests; Retry-After says when to go on.",
}
EXAMPLE = "https://community.example"


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description, with the host it was asked on."""
    body, tag = _text(origin(request))
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300"}
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="application/json", headers=headers)


@lru_cache(256)
def _text(server: str) -> tuple[str, str]:
    body = as_text(server)
    return body, f'"{sha256(body.encode()).hexdigest()[:32]}"'


def as_text(server: str = EXAMPLE) -> str:
    """The same every time, and in an order that can be read."""
    return json.dumps(described(server), indent=1, ensure_ascii=False) + "\n"


def described(server: str) -> dict[str, Any]:
    """The description as JSON has it."""
    from coorum.api.v1 import API

    with translation.override("en"):
        whole: dict[str, Any] = json.loads(json.dumps(API.get_openapi_schema(path_prefix="/api/v1/"), default=str))
        for path, methods in whole["paths"].items():
            for method, route in methods.items():
                _complete(path, method, route)
        whole["servers"] = [{"url": server}]
        whole["components"] |= {"securitySchemes": _credentials(), "responses": _problems(), "headers": _headers()}
        whole["components"]["schemas"] |= {"ProblemDetails": _problem(), "WebhookMessage": webhooks.message()}
        whole["webhooks"] = webhooks.described()
    return whole


def _complete(path: str, method: str, route: dict[str, Any]) -> None:
    """What routes have in common, and ninja does not know."""
    scope = route.pop("x-scope", "")
    route["security"] = [{"key": []}, {"oauth2": [scope]}] if scope else [{"client": []}, {}]
    route["description"] = " ".join(route.get("description", "").split())
    route["summary"] = route["description"].partition(".")[0].partition(";")[0]
    if scope:
        route["description"] += f" Scope: `{scope}`."
    if path.endswith("/token"):
        route["requestBody"] = _form()
    _name_headers(method, route)
    for status in _statuses(path, method, route):
        route["responses"].setdefault(str(status), {"$ref": f"#/components/responses/{_name(status)}"})
    for status, response in route["responses"].items():
        if "$ref" not in response:
            response["headers"] = _answers(method, status)


def _statuses(path: str, method: str, route: dict[str, Any]) -> list[int]:
    """The problems a route may meet."""
    if path.endswith("/token"):
        return [404, 413, 415, 429]
    found = {*ALWAYS, 404}
    if "requestBody" in route:
        found |= {400, 413, 415}
    if method in ("post", "patch", "delete"):
        found.add(409)
    if method in ("patch", "delete"):
        found.add(412)
    if method == "patch":
        found.add(428)
    if path.endswith("/changes"):
        found.add(410)
    if method == "get":
        route["responses"]["304"] = {"description": "You have it as it is."}
    return sorted(found)


def _name(status: int) -> str:
    return "".join(word.capitalize() for word in HTTPStatus(status).name.split("_"))


def _problems() -> dict[str, Any]:
    """The answers that problems give, once each."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    return {
        _name(status): {"description": words, "content": content, "headers": _answers("", str(status))}
        for status, words in WORDS.items()
    }


def _name_headers(method: str, route: dict[str, Any]) -> None:
    """Headers that a request may carry."""
    unless_changed = [
        ("If-Match", "Only while it is as you know it."),
        ("Idempotency-Key", "Does it once, however often it is sent within a day."),
    ]
    told = {
        "get": [("If-None-Match", "ETags you have; 304 where one of them is still right.")],
        "post": [("Idempotency-Key", "Does it once, however often it is sent within a day.")],
        "patch": [
            ("If-Match", "The ETag of what you change; needed."),
            ("Idempotency-Key", "Does it once, however often it is sent within a day."),
        ],
        "put": unless_changed,
        "delete": unless_changed,
    }[method]
    if "requestBody" in route and "application/x-www-form-urlencoded" in route["requestBody"]["content"]:
        return
    route.setdefault("parameters", []).extend(
        {
            "in": "header",
            "name": name,
            "required": False,
            "description": words,
            "schema": {"type": "string", **({"maxLength": 255, "pattern": "^[ -~]*$"} if "Key" in name else {})},
        }
        for name, words in told
    )


def _answers(method: str, status: str) -> dict[str, Any]:
    """Headers that an answer carries."""
    names = ["RateLimit", "RateLimit-Policy"]
    names += ["ETag"] if method in ("get", "patch", "post") and status in ("200", "201", "304") else []
    names += ["Retry-After"] if status == "429" else []
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _headers() -> dict[str, Any]:
    return {
        "ETag": {"description": "Names this state of it (RFC 9110, 8.8.3).", "schema": {"type": "string"}},
        "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}},
        "RateLimit": {
            "description": "How many requests are left (`r`), and in how many seconds all are back (`t`).",
            "schema": {"type": "string"},
        },
        "RateLimit-Policy": {
            "description": "How many requests fit (`q`) into so many seconds (`w`).",
            "schema": {"type": "string"},
        },
    }


def _credentials() -> dict[str, Any]:
    scopes = {scope.value: str(scope.label) for scope in Scope}
    flow = {"tokenUrl": "/api/v1/token", "scopes": scopes}
    return {
        "key": {"type": "http", "scheme": "bearer", "description": "A key of the console: coorum_key_…"},
        "oauth2": {"type": "oauth2", "flows": {"clientCredentials": flow}},
        "client": {"type": "http", "scheme": "basic", "description": "The id and the secret of a key."},
    }


def _form() -> dict[str, Any]:
    fields = {name: {"type": "string"} for name in ("client_id", "client_secret", "scope")}
    grant = {"type": "string", "const": "client_credentials"}
    schema = {"type": "object", "required": ["grant_type"], "properties": {"grant_type": grant, **fields}}
    return {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": schema}}}


def _problem() -> dict[str, Any]:
    from coorum.api.schemas import ProblemDetails, Wrong

    schema = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    wrong = Wrong.model_json_schema()
    schema["properties"]["errors"] = {"type": "array", "items": wrong}
    schema["properties"]["detail"] = schema["properties"]["scope"] = {"type": "string"}
    return schema
