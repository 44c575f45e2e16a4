"""Receipts and invoices as papers (obligations b-9, P10.8): what stands in one, its number, how long it is kept. Pure.

With a registration number a paper is a qualified invoice (適格請求書, Consumption Tax Act 57-4), without one a plain
receipt (領収書), and says so. A refund has a paper of its own, which names the one it takes back (適格返還請求書).
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused

FORMAT = "coorum-fee-document/1"
YEARS_KEPT = 7
MONTHS_TO_FILE = 2
DEFAULT_FIRST_MONTH = 4


@dataclass(frozen=True)
class Paper:
    """What a paper says; `values` in the order in which it is read. Amounts are yen, tax included."""

    values: dict[str, Any]

    @property
    def text(self) -> str:
        """The one text that is kept and hashed: keys in order, no spaces."""
        return json.dumps(self.values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def sha256(self) -> str:
        return sha256(self.text.encode()).hexdigest()


def tax_within(amount: int, rate: int) -> int:
    """The consumption tax within `amount` yen at `rate` %, rounded down once for the paper."""
    return amount * rate // (100 + rate)


def ensure_registration(number: str) -> str:
    """The registration number, `T` and the 13 digits of a corporate number. Raises `Refused("registration")`.

    The first digit checks the other twelve: 9 less the remainder by 9 of their sum, every second one from the right
    counted twice (order of the Ministry of Finance on corporate numbers, article 2).
    """
    number = number.strip().upper()
    if not number:
        return ""
    if not re.fullmatch(r"T\d{13}", number, re.ASCII) or int(number[1]) != check_digit(number[2:]):
        raise Refused("registration", _("This is no registration number: T and 13 digits, as it was given to you."))
    return number


def check_digit(digits: str) -> int:
    """The check digit of twelve digits."""
    weighed = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return 9 - sum(weighed) % 9


def fiscal_year(day: date, first_month: int) -> int:
    """The year in which the business year of that day began."""
    return day.year if day.month >= first_month else day.year - 1


def kept_until(day: date, first_month: int) -> date:
    """The last day on which a paper of that day must be there: seven years from the end of the two months in which tax
    on its business year is filed."""
    months = first_month - 1 + 12 + MONTHS_TO_FILE
    year = fiscal_year(day, first_month) + months // 12 + YEARS_KEPT
    first_after = date(year, months % 12 + 1, 1)
    return date.fromordinal(first_after.toordinal() - 1)


def number_of(year: int, place: int) -> str:
    """How a paper is called: the business year and its place in it."""
    return f"{year}-{place:06d}"
