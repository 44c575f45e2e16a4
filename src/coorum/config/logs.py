"""What is logged, and how: plain lines to read on one's own machine, one JSON object a line in production.

Logs are no evidence and no place for people. So a structured line never carries an address as it was asked for (it may
hold a code), no query, no network address, and of an exception its type and where it happened, not its words (PostgreSQL
quotes the row that failed). What looks like an e-mail address in a message is blotted out all the same.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

ADDRESS = re.compile(r"[^\s@<>\"'=(]+@[^\s@<>\"')]+")


class Structured(logging.Formatter):
    """`{"at": …, "level": …, "logger": …, "message": …}`, with `route`, `method`, `status` and `error` where there are any."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
        }
        if (request := getattr(record, "request", None)) is not None and hasattr(request, "resolver_match"):
            match = request.resolver_match
            line |= {"message": "request", "route": match.route if match else None, "method": request.method}
            line["status"] = getattr(record, "status_code", None)
        else:
            line["message"] = ADDRESS.sub("…@…", record.getMessage())
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _error(error: BaseException) -> dict[str, Any]:
    """Its type, the way to it, and the same of what it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]],
        **({"from": _error(cause)} if cause else {}),
    }


def configuration(mode: str) -> dict[str, Any]:
    """For `logging.config.dictConfig`, the same for Django and for granian: everything to standard error."""
    plain = {"format": "%(levelname)s %(name)s: %(message)s"}
    quiet = {"level": "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": plain if mode == "dev" else {"()": Structured}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        # Django would send errors by mail, and on its own development server log each request.
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},  # what nobody finds is no news
            "procrastinate": quiet,
            "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
