"""The services we know, with their ways: what each wants to be asked, and how far its word on addresses goes.

Each is found by discovery at its issuer (OpenID Connect Discovery 1.0). What differs from the standard is said here and
nowhere else; `docs/guide/linked-services.md` tells an officer where to register with each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Signatures that are taken where a preset names none. Never `none`, and no shared secret (RFC 8725, 3.1 and 3.2).
ASYMMETRIC = ("RS256", "PS256", "ES256", "EdDSA")
#: All that is ever asked for: who it is, and an address to write to.
SCOPES = ("openid", "email")
#: What may be kept of an answer (P2.2); everything else is dropped as it is read.
ALLOWED_CLAIMS = ("sub", "email")


def _as_said(claims: Mapping[str, Any]) -> bool:
    return claims.get("email_verified") is True


def _or_in_words(claims: Mapping[str, Any]) -> bool:
    """Apple writes booleans as text at times."""
    return claims.get("email_verified") in (True, "true")


def _where_google_answers(claims: Mapping[str, Any]) -> bool:
    """Google stands for addresses of its own and of organisations it hosts; others may have changed hands since."""
    address = str(claims.get("email", "")).lower()
    return _as_said(claims) and (address.endswith("@gmail.com") or bool(claims.get("hd")))


def _never(_claims: Mapping[str, Any]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Preset:
    """One kind of service. `issuer` is empty where the officer gives it; `is_verified` reads how sure an address is.

    `signs_by_secret`: ID tokens may be HS256 under the client secret. `signs_secret`: the client secret is a token that we
    sign (Apple). `posts_back`: it answers by a form. `company` and `country`: who learns that somebody signs in.
    """

    id: str
    name: str
    issuer: str = ""
    algorithms: tuple[str, ...] = ASYMMETRIC
    is_verified: Callable[[Mapping[str, Any]], bool] = _as_said
    trusts_email: bool = False
    signs_by_secret: bool = False
    signs_secret: bool = False
    posts_back: bool = False
    company: str = ""
    country: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


PRESETS = (
    # LINE signs with HS256 and the channel's secret on the web, and never says whether an address was verified.
    Preset(
        "line",
        "LINE",
        "https://access.line.me",
        algorithms=("HS256", "ES256"),
        is_verified=_never,
        signs_by_secret=True,
        company="LINEヤフー株式会社",
        country="JP",
    ),
    Preset(
        "google",
        "Google",
        "https://accounts.google.com",
        algorithms=("RS256",),
        is_verified=_where_google_answers,
        trusts_email=True,
        company="Google LLC",
        country="US",
    ),
    Preset(
        "apple",
        "Apple",
        "https://appleid.apple.com",
        algorithms=("RS256",),
        is_verified=_or_in_words,
        trusts_email=True,
        signs_secret=True,
        posts_back=True,
        company="Apple Inc.",
        country="US",
        more={"response_mode": "form_post"},
    ),
    Preset(
        "yahoo",
        "Yahoo! JAPAN",
        "https://auth.login.yahoo.co.jp/yconnect/v2",
        algorithms=("RS256",),
        company="LINEヤフー株式会社",
        country="JP",
    ),
    Preset("openid", "OpenID"),
)
_BY_ID = {one.id: one for one in PRESETS}


def preset(preset_id: str) -> Preset:
    """The preset of this id. KeyError for one that is none."""
    return _BY_ID[preset_id]
