"""Reading a list as people have it: a CSV from a spreadsheet in UTF-8 or Shift_JIS, or addresses line by line."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.inviting.kinds import Problem

MOST_BYTES = 1_000_000
MOST_LINES = 5_000
EMAIL = {"email", "e-mail", "mail", "mail address", "e-mail address", "メール", "メールアドレス", "eメール", "アドレス"}
ROLE = {"role", "役割", "権限"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `email` in small letters, or what stood there in `said` with the `problem`."""

    number: int
    email: str
    role: str = ""
    problem: str = ""
    said: str = ""


def rows_in(content: bytes) -> list[Row]:
    """The lines that say something, numbered as in the file. Columns besides address and role are not even looked at.

    Raises `Refused`: `too_large`, `no_text` (neither UTF-8 nor Shift_JIS), `no_addresses` (no column of addresses).
    """
    if len(content) > MOST_BYTES:
        raise Refused("too_large", _("The file is larger than 1 MB. Please divide it."), field="file")
    table = [(number, cells) for number, cells in _cells(_text(content)) if any(cells)]
    if len(table) > MOST_LINES:
        raise Refused(
            "too_large", _("The list has more than %(most)s lines. Please divide it."), field="file", most=MOST_LINES
        )
    email, role, lines = _columns(table)
    return list(_rows(lines, email, role))


def rows_of(addresses: Sequence[str]) -> list[Row]:
    """The same for addresses that a program lists, numbered from 1. Raises `Refused("too_large")`."""
    if len(addresses) > MOST_LINES:
        raise Refused(
            "too_large", _("The list has more than %(most)s lines. Please divide it."), field="file", most=MOST_LINES
        )
    return list(_rows([(number, [one.strip()]) for number, one in enumerate(addresses, 1)], 0, None))


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp932", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("no_text", _("The file cannot be read. Please save it as CSV in UTF-8."), field="file")


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error:
        raise Refused("no_text", _("The file cannot be read. Please save it as CSV in UTF-8."), field="file") from None


def _columns(
    table: Sequence[tuple[int, list[str]]],
) -> tuple[int, int | None, Sequence[tuple[int, list[str]]]]:
    """Where the addresses and the roles stand, and the lines below the names of the columns, if there are any."""
    head = [cell.casefold() for cell in table[0][1]] if table else []
    named = next((place for place, cell in enumerate(head) if cell in EMAIL), None)
    if named is not None:
        return named, next((place for place, cell in enumerate(head) if cell in ROLE), None), table[1:]
    guessed = next((place for place, cell in enumerate(head) if "@" in cell), None)
    if guessed is None:
        raise Refused(
            "no_addresses",
            _("There is no column of e-mail addresses. Please call it “email” or “メールアドレス”."),
            field="file",
        )
    return guessed, None, table


def _rows(lines: Sequence[tuple[int, list[str]]], email: int, role: int | None) -> Iterator[Row]:
    seen, roles = set[str](), _roles()
    for number, cells in lines:
        said = cells[email] if email < len(cells) else ""
        wish = cells[role] if role is not None and role < len(cells) else ""
        address = said.lower()
        if not _is_address(address):
            yield Row(number, "", problem=Problem.NO_ADDRESS, said=said[:100])
        elif address in seen:
            yield Row(number, address, problem=Problem.TWICE)
        elif wish and wish.casefold() not in roles:
            yield Row(number, address, problem=Problem.NO_ROLE, said=wish[:100])
        else:
            yield Row(number, address, role=roles[wish.casefold()] if wish else "")
        seen.add(address)


def _roles() -> dict[str, str]:
    """The roles by their ids, and by what they are called in either language."""
    known = {role.value: role.value for role in Role}
    for language in ("ja", "en"):
        with translation.override(language):
            known |= {str(role.label).casefold(): role.value for role in Role}
    return known


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
