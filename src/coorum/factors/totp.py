"""Codes of an authenticator app: RFC 6238 as every app does it (SHA-1, six digits, thirty seconds)."""

import hmac
import struct
import unicodedata
from base64 import b32decode, b32encode
from datetime import datetime
from secrets import compare_digest, token_bytes
from urllib.parse import quote, urlencode

STEP = 30
DIGITS = 6
#: How many steps a phone's clock may be behind or ahead of ours.
DRIFT = 1


def new_secret() -> str:
    """160 random bits in base 32, as apps take them."""
    return b32encode(token_bytes(20)).decode()


def step_at(moment: datetime) -> int:
    """The number of the time step a moment lies in."""
    return int(moment.timestamp()) // STEP


def code_at(secret: str, step: int) -> str:
    """The code of one time step (RFC 4226, 5.3)."""
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(code: str, *, secret: str, moment: datetime, after: int = 0) -> int | None:
    """The time step whose code this is, among those near `moment` and later than `after`; None where there is none."""
    given, now = tidy(code), step_at(moment)
    right = [step for step in range(now - DRIFT, now + DRIFT + 1) if compare_digest(code_at(secret, step), given)]
    return max((step for step in right if step > after), default=None)


def address_of(secret: str, *, issuer: str, account: str) -> str:
    """What the picture for the app says: `otpauth://totp/…`."""
    return (
        f"otpauth://totp/{quote(account, safe='@')}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"
    )


def tidy(code: str) -> str:
    """Full-width digits and spaces as people type them, in plain ones; anything that is not ASCII then is dropped."""
    return "".join(unicodedata.normalize("NFKC", code).split()).encode("ascii", "ignore").decode()
