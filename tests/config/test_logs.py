"""Structured logs: readable by machines, and about nobody."""

import io
import json
import logging
import logging.config
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import resolve

from coorum.config.logs import Structured, configuration


@pytest.fixture
def lines() -> Iterator[Any]:
    """A logger, and what it wrote so far."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Structured())
    logger = logging.Logger("coorum.test")
    logger.addHandler(handler)
    yield logger, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    handler.close()


def test_each_line_is_one_object(lines: Any) -> None:
    logger, written = lines
    logger.warning("two\nlines of %s", "words")
    (line,) = written()
    assert (line["level"], line["logger"], line["message"]) == ("warning", "coorum.test", "two\nlines of words")
    assert line["at"].endswith("+00:00")


def test_an_address_in_a_message_is_blotted_out(lines: Any) -> None:
    logger, written = lines
    logger.error("bounced: <hana@mail.example>, again")
    assert written()[0]["message"] == "bounced: <…@…>, again"


def test_of_an_error_its_type_and_place_are_kept_and_not_its_words(lines: Any) -> None:
    logger, written = lines
    try:
        try:
            raise KeyError("hana@mail.example")  # noqa: TRY301
        except KeyError as error:
            raise ValueError("Key (email)=(hana@mail.example) already exists") from error
    except ValueError:
        logger.exception("failed")
    error = written()[0]["error"]
    assert error["type"] == "builtins.ValueError"
    assert error["from"]["type"] == "builtins.KeyError"
    assert "test_logs.py" in error["where"][-1]
    assert "hana" not in json.dumps(written())


def test_of_a_request_its_route_is_kept_and_not_its_address(lines: Any) -> None:
    logger, written = lines
    request = RequestFactory().get("/readyz?code=ABCD-EFGH", REMOTE_ADDR="192.0.2.7")
    request.resolver_match = resolve("/readyz")
    logger.error("Internal Server Error: %s", request.get_full_path(), extra={"request": request, "status_code": 500})
    (line,) = written()
    assert (line["route"], line["method"], line["status"]) == ("readyz", "GET", 500)
    assert "ABCD" not in json.dumps(line)
    assert "192.0.2.7" not in json.dumps(line)


@pytest.mark.parametrize("mode", ["dev", "prod"])
def test_the_configuration_is_one_that_python_takes(mode: str) -> None:
    before = logging.root.handlers[:], logging.root.level
    try:
        logging.config.dictConfig(configuration(mode))
        assert logging.root.handlers[0].stream is sys.stderr  # type: ignore[attr-defined]
    finally:
        logging.root.handlers[:], logging.root.level = before
