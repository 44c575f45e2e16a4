"""Codes of an app: as the standard says, a little late or early, and each once."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest

from coorum.factors import totp

SECRET = b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 11, 22, 12, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp.code_at(SECRET, totp.step_at(datetime.fromtimestamp(seconds, tz=UTC))) == code


@pytest.mark.parametrize(("late", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(late: int, taken: bool) -> None:
    code = totp.code_at(SECRET, totp.step_at(NOW + timedelta(seconds=late)))
    assert (totp.step_of(code, secret=SECRET, moment=NOW) is not None) is taken


def test_a_code_is_not_taken_at_or_before_one_that_was() -> None:
    step = totp.step_at(NOW)
    before, now = totp.code_at(SECRET, step - 1), totp.code_at(SECRET, step)
    assert totp.step_of(now, secret=SECRET, moment=NOW, after=step) is None
    assert totp.step_of(before, secret=SECRET, moment=NOW, after=step) is None
    assert totp.step_of(now, secret=SECRET, moment=NOW, after=step - 1) == step


@pytest.mark.parametrize("typed", ["２８７０８２", " 287 082 ", "287082\n"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert totp.step_of(typed, secret=SECRET, moment=datetime.fromtimestamp(59, tz=UTC)) == 1


@pytest.mark.parametrize("typed", ["", "28708", "2870820", "abcdef", "二八七", "\x00"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert totp.step_of(typed, secret=SECRET, moment=datetime.fromtimestamp(59, tz=UTC)) is None


def test_the_picture_says_what_apps_read() -> None:
    address = totp.address_of("ABC", issuer="架空 K.K.", account="hana@people.example")
    assert address == "otpauth://totp/hana@people.example?secret=ABC&issuer=%E6%9E%B6%E7%A9%BA%20K.K."
