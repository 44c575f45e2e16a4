"""What webhooks send, for machines (OpenAPI 3.1, `webhooks`; Standard Webhooks 1.0)."""

from typing import Any

from coorum.integrations.webhooks.kinds import LOST, TEST, EventType

TYPES = [*EventType.values, ".".join(LOST), ".".join(TEST)]
TEXT = {"type": "string"}
HEADERS = {
    "webhook-id": "Names this delivery; the same however often it is sent.",
    "webhook-timestamp": "When this try was made, in seconds since 1970.",
    "webhook-signature": "`v1,` and base64 of HMAC-SHA-256 over id, time and body, joined by dots; several stand side by side.",
}


def described() -> dict[str, Any]:
    """The section of the description."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/WebhookMessage"}}}
    heads = [
        {"in": "header", "name": name, "required": True, "description": words, "schema": TEXT}
        for name, words in HEADERS.items()
    ]
    post = {
        "operationId": "onChange",
        "summary": "Something changed",
        "description": "Sent to the endpoints of the console, at least once. Fetch what is named; erase what is gone.",
        "security": [],
        "parameters": heads,
        "requestBody": {"required": True, "content": content},
        "responses": {"2XX": {"description": "It arrived."}, "410": {"description": "Send nothing here any more."}},
    }
    return {"change": {"post": post}}


def message() -> dict[str, Any]:
    """The schema of the body: the row of the change feed, under its type."""
    told = {
        "id": {"type": "string", "format": "uuid"},
        "subject": TEXT,
        "subject_id": {"type": "string", "format": "uuid"},
        "what": TEXT,
        "happened_at": {"type": "string", "format": "date-time"},
    }
    fields = {
        "type": {"type": "string", "enum": TYPES},
        "timestamp": {"type": "string", "format": "date-time"},
        "data": {"type": "object", "required": list(told), "properties": told},
    }
    return {"title": "WebhookMessage", "type": "object", "required": list(fields), "properties": fields}
