"""The answer as files: a page to read or print, a PDF, and the same as JSON; sealed together, unpacked on the way out."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from coorum.base import clock, encryption, files, retention
from coorum.base.personal_data import datasets
from coorum.base.scope import PROVIDER
from coorum.consent.purposes import purpose
from coorum.privacy import printing, queries, sheet
from coorum.privacy.kinds import Found, Kind, Outcome
from coorum.privacy.labels import KINDS, word_for
from coorum.privacy.models import Finding, Package, RightsRequest
from coorum.privacy.retention.engine import period_of
from coorum.privacy.search import ELSEWHERE
from coorum.sites import queries as sites

FORMAT = "coorum-disclosure/1"


@dataclass(frozen=True)
class Contents:
    """What is in a package: texts by file name, and the pictures that go with them, each as the keys of its sizes on a site.

    The pictures themselves stay where they are, and are put in as the package is fetched: one that its owner deletes
    meanwhile is gone. Their names hold their SHA-256. `printed` are PDF files by name, in base64.
    """

    texts: dict[str, str]
    pictures: list[dict[str, Any]]
    printed: dict[str, str] = field(default_factory=dict)


def contents_of(request: RightsRequest) -> Contents:
    """The page to read, the data for machines, the pictures."""
    with translation.override(request.language):
        told = _told(request)
        page = render_to_string("print/package.html", {**told, "language": request.language}, using="django")
        data = {
            "format": FORMAT,
            **{name: told[name] for name in ("case", "decision", "searched", "left_out")},
            "parts": [{name: value for name, value in part.items() if name != "shown"} for part in told["parts"]],
        }
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    pictures = [picture for part in told["parts"] for picture in pictures_in(part)]
    return Contents({"your-data.html": page, "your-data.json": text}, pictures, _printed(request, told))


def sealed(made: Package, contents: Contents) -> bytes:
    """The contents in one sealed value, which opens for this package only."""
    return encryption.seal(_place(made), json.dumps(asdict(contents), ensure_ascii=False))


def opened(made: Package) -> Contents:
    """The contents of a package. Raises `files.Missing` once it was destroyed."""
    return Contents(**json.loads(encryption.open_(_place(made), files.read(PROVIDER, made.file))))


def as_zip(contents: Contents) -> bytes:
    """The contents as one ZIP, each picture in its largest size."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, text in contents.texts.items():
            archive.writestr(name, text)
        for name, encoded in contents.printed.items():
            archive.writestr(name, b64decode(encoded))
        for picture in contents.pictures:
            found = {key: data for key in picture["keys"] if (data := _kept(UUID(picture["site"]), key))}
            if found:
                largest = max(found, key=lambda key: len(found[key]))
                archive.writestr(picture_name(largest), found[largest])
    return target.getvalue()


def picture_name(key: str) -> str:
    """What a picture is called in the package."""
    return f"pictures/{key.rsplit('/', 1)[-1]}"


def _printed(request: RightsRequest, told: dict[str, Any]) -> dict[str, str]:
    """The same as a PDF; none where the machine has no Japanese font, or where it would be hundreds of pages."""
    try:
        with translation.override(request.language):
            made = printing.pdf("package", sheet.of_package(told), language=request.language)
    except printing.NotPrintable:
        return {}
    return {"your-data.pdf": b64encode(made).decode()}


def _kept(site_id: UUID, key: str) -> bytes | None:
    try:
        return files.read(site_id, key)
    except files.Missing:
        return None


def pictures_in(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The pictures that the rows of a part name."""
    for row in part["rows"] if part["site_id"] else ():
        keys = [*row.get("files", ()), row.get("avatar_key") or ""]
        if named := [key for key in keys if key]:
            yield {"site": part["site_id"], "keys": named}


def _place(made: Package) -> encryption.Place:
    return encryption.Place("", "privacy_package", "file", str(made.id))


def _told(request: RightsRequest) -> dict[str, Any]:
    decision = queries.decision_of(request)
    found = list(queries.findings_of(request))
    discloses = decision is not None and decision.outcome in (Outcome.FULL, Outcome.PARTIAL)
    provider = sites.provider()
    return {
        "case": {
            "label": request.label,
            "kind": request.kind,
            "asks": request.get_kind_display(),
            "received_at": request.received_at,
            "made_at": clock.now(),
            "words": request.words,
        },
        "provider": provider,
        "decision": {
            "outcome": decision.outcome if decision else "",
            "words": Outcome(decision.outcome).label if decision else "",
            "ground": decision.get_ground_display() if decision else "",
            "reason": decision.reason if decision else "",
        },
        "parts": [_part(request, one) for one in found if one.result == Found.FOUND and discloses],
        "searched": [_searched(one) for one in found],
        "left_out": [{"title": str(_titles().get(name, name)), "why": str(why)} for name, why in ELSEWHERE.items()],
    }


def _part(request: RightsRequest, finding: Finding) -> dict[str, Any]:
    dataset = next(one for one in datasets() if one.name == finding.dataset)
    hidden = {one.place: one.get_ground_display() for one in finding.redactions.all()}
    rows = json.loads(finding.content) if finding.content else []
    is_notice = request.kind == Kind.PURPOSE_NOTICE
    visible = [] if is_notice else [row for place, row in enumerate(rows) if place not in hidden]
    return {
        "dataset": finding.dataset,
        "title": str(dataset.title),
        "site": finding.community.name if finding.community else "",
        "purposes": [purpose(one).words(request.language) for one in dataset.purposes],
        "kept": retention.told(dataset.name, period_of),
        "site_id": str(finding.community_id) if finding.community_id else "",
        "rows": visible,
        "shown": [written_row(row) for row in visible],
        "redacted": [{"number": place + 1, "ground": str(ground)} for place, ground in sorted(hidden.items())],
    }


def written_row(row: dict[str, Any]) -> list[dict[str, str]]:
    """A row as name and value, in words; what is empty is left out."""
    shown: dict[str, Any] = {"files": [picture_name(key) for key in row["files"]]} if "files" in row else {}
    if row.get("avatar_key"):
        shown["avatar_key"] = picture_name(row["avatar_key"])
    told = {**row, **shown, "kind": str(KINDS.get(str(row.get("kind")), row.get("kind", "")))}
    return [
        {"name": str(word_for(name)), "value": _written(value)}
        for name, value in told.items()
        if value not in ("", None)
    ]


def _written(value: Any) -> str:
    """A value as a person reads it: moments in Japan's time, structures as indented JSON."""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1)
    moment = parse_datetime(value) if isinstance(value, str) and len(value) > 18 and value[4:5] == "-" else None
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else str(value)


def _searched(finding: Finding) -> dict[str, Any]:
    return {
        "title": str(_titles().get(finding.dataset, finding.dataset)),
        "site": finding.community.name if finding.community else "",
        "result": finding.get_result_display(),
        "rows": finding.rows,
    }


def _titles() -> dict[str, Any]:
    return {dataset.name: dataset.title for dataset in datasets()}
