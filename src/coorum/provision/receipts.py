"""The record an operator must keep of what it received (確認記録, APPI 30, rules 22 to 25): made for it from our own record."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.ids import short
from coorum.consent.kinds import WHOLE
from coorum.consent.signatures import sign
from coorum.provision import queries
from coorum.provision.models import Provision
from coorum.sites import queries as sites

JAPAN = ZoneInfo("Asia/Tokyo")
FORMAT = "coorum-receipt-records/1"
NOT_ALLOWED = _("Only owners and managers may do this.")
OBTAINED = "from the person directly, at registration and in their profile"
BLOCK = ("legal_name", "address", "representative")
ASKED_OF_EACH = ("who", "items", "consent", "consented", "first_day", "last_day")
COLUMNS = ("record", "who", "items", "consent", "consented", "purpose", "ground", "first_day", "last_day", "ended")


@dataclass(frozen=True)
class Package:
    """A ZIP with the records as CSV and JSON, and a signed manifest with their hashes."""

    content: bytes
    sha256: str
    count: int


def package_of(provisions: list[Provision]) -> Package:
    """The package of these provisions, in the open scope."""
    told = told_of(provisions)
    rows = told["records"]
    text = json.dumps(told, ensure_ascii=False, indent=1)
    files = {"records.json": text, "records.csv": _table(rows)}
    hashes = {name: sha256(data.encode()).hexdigest() for name, data in files.items()}
    manifest = {"format": FORMAT, "made_at": clock.now().isoformat(), "records": len(rows), "sha256": hashes}
    files["manifest.jws"] = sign(manifest, kind="receipt-records")
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return Package(target.getvalue(), hashes["records.json"], len(rows))


def told_of(provisions: list[Provision]) -> dict[str, Any]:
    """What the records say: both parties, how it had been obtained, and a row for each of these provisions."""
    names = queries.user_ids(provisions)
    return {**_parties(), "records": [_row(one, names) for one in provisions]}


def _parties() -> dict[str, Any]:
    """Who provided, who received, and how what was provided had been obtained (rule 22)."""
    provider, operator = sites.provider(), sites.current_site().operator
    return {
        "format": FORMAT,
        "provider": {name: getattr(provider, name, "") for name in BLOCK},
        "recipient": {name: getattr(operator, name) for name in BLOCK},
        "obtained": OBTAINED,
    }


def _row(one: Provision, names: Mapping[UUID, str]) -> dict[str, Any]:
    """One provision. Who: the user ID while it is provided, and our member number, which names nobody to others."""
    given = one.receipt.made_at.isoformat()
    return {
        "record": short(one.id),
        "who": names.get(one.member_id) or short(one.member_id),
        "items": one.items if one.topic == WHOLE else _asked(one),
        "consent": short(one.receipt_id),
        "consented": given,
        "purpose": one.purpose,
        "ground": one.route,
        "first_day": _day(one.first_at).isoformat(),
        "last_day": _day(one.last_at).isoformat(),
        "ended": _day(one.closed_at).isoformat() if one.closed_at else "",
    }


def _asked(one: Provision) -> list[str]:
    """Of an answer: what was asked, in the words that were agreed to."""
    return [item["text"] for item in one.receipt.document["data_items"]]


def _day(moment: datetime) -> date:
    return moment.astimezone(JAPAN).date()


def _table(rows: list[dict[str, Any]]) -> str:
    text = StringIO("\ufeff", newline="")
    text.seek(0, 2)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([" ".join(row[name]) if name == "items" else row[name] for name in COLUMNS] for row in rows)
    return text.getvalue()
