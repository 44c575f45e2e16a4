"""A person's own data as a file: what every room holds about them, as a page to read and as JSON, without a case and a fee.

It is no disclosure in the sense of APPI 33: no clock, no officer who looks, no provision records of others. It says so, and
names the way to the formal request.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation

from coorum.base import clock, encryption, files, retention
from coorum.base.letting_go import LetGo
from coorum.base.personal_data import Dataset, Subject, datasets
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.base.shelves import Shelves
from coorum.base.uses import hand_out
from coorum.privacy import package, queries
from coorum.privacy.kinds import Kind
from coorum.privacy.merging.persons import persons_of, subjects_of
from coorum.privacy.models import OwnCopy
from coorum.privacy.retention.engine import period_of
from coorum.privacy.search import concerns, lies
from coorum.sites import queries as sites
from coorum.sites.models import Site

FORMAT = "coorum-own-copy/1"


class OwnCopies(Shelves):
    """The rows, and the sealed files they name."""

    def erase(self, subject: Subject) -> LetGo:
        """The files first: a row without its file is no harm, a file without its row is."""
        if subject.site_id is None:
            for made in OwnCopy.objects.filter(person=subject.person_id).exclude(file=""):
                files.delete(PROVIDER, made.file)
        return super().erase(subject)


def parts_for(copy: OwnCopy) -> list[tuple[Dataset, Site | None]]:
    """Every dataset to ask, where the person is known: beyond the sites, and on each of theirs."""
    known = {site.id: site for person in persons_of(copy.person) for site in queries.communities_of(person)}
    where = [None, *known.values()]
    asked = [dataset for dataset in datasets() if concerns(Kind.DISCLOSURE, dataset)]
    return [(dataset, site) for dataset in asked for site in where if lies(dataset, on_a_site=site is not None)]


def rows_of(copy: OwnCopy, dataset: Dataset, site: Site | None) -> list[dict[str, Any]]:
    """What the dataset holds about the person there, once each."""
    found: list[dict[str, Any]] = []
    for subject in subjects_of(copy.person, site.id if site else None):
        with site_scope(site.id) if site else provider_scope():
            rows = hand_out(dataset, subject, purpose="guide") if dataset.keeper else []
        found += [row for row in rows if row not in found]
    return found


def contents_of(copy: OwnCopy, found: list[tuple[Dataset, Site | None, list[dict[str, Any]]]]) -> package.Contents:
    """The page to read, the data for machines, the pictures."""
    with translation.override(copy.language):
        parts = [_part(dataset, site, rows) for dataset, site, rows in found if rows]
        told = {"provider": sites.provider(), "made_at": clock.now(), "parts": parts, "language": copy.language}
        page = render_to_string("print/own_copy.html", told, using="django")
        plain = [{name: value for name, value in part.items() if name != "shown"} for part in parts]
        text = json.dumps(
            {"format": FORMAT, "made_at": clock.now(), "parts": plain},
            cls=DjangoJSONEncoder,
            ensure_ascii=False,
            indent=1,
        )
    pictures = [picture for part in parts for picture in package.pictures_in(part)]
    return package.Contents({"my-data.html": page, "my-data.json": text}, pictures)


def place_of(copy: OwnCopy) -> encryption.Place:
    """Where its file opens, and nowhere else."""
    return encryption.Place("", "privacy_owncopy", "file", str(copy.id))


def _part(dataset: Dataset, site: Site | None, rows: list[dict[str, Any]]) -> dict[str, Any]:
    rows = json.loads(json.dumps(rows, cls=DjangoJSONEncoder))
    return {
        "dataset": dataset.name,
        "title": str(dataset.title),
        "site": site.name if site else "",
        "site_id": str(site.id) if site else "",
        "kept": retention.told(dataset.name, period_of),
        "rows": rows,
        "shown": [package.written_row(row) for row in rows],
    }
