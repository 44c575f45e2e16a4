"""`manage policy import FILE`: read a numbered policy text, show it as articles and paragraphs, and publish it if asked.

Exit code 0: every line that says something was read; 1: lines were left out (named), or it could not be published.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.base.scope import PROVIDER, site_scope
from coorum.consent.documents import Document, parts_of, words_of
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.next_version import NextVersion
from coorum.consent.reading import UnreadablePolicy
from coorum.consent.reading.encodings import decode
from coorum.promises.actions import publish_policy
from coorum.promises.drafts import Draft, Found, draft_of
from coorum.sites import queries as sites

OPERATORS = {PolicyKind.OPERATOR_POLICY, PolicyKind.OPERATOR_TERMS}


class Command(BaseCommand):
    """For whoever has a shell. Publishing says who did it: the shell."""

    help = "Read a numbered policy text, show what was read, and publish it as a version if asked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        act = parser.add_subparsers(dest="act", required=True).add_parser("import", help="read a text, and publish it")
        act.add_argument("file", type=Path, help="the Japanese text: UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP")
        act.add_argument("--english", type=Path, metavar="FILE", help="the same text in English")
        act.add_argument("--language", choices=("ja", "en"), default="ja", help="what FILE is written in")
        act.add_argument("--kind", choices=PolicyKind.values, default=PolicyKind.PROVIDER_POLICY)
        act.add_argument("--site", metavar="SLUG", help="whose text it is, for an operator's")
        act.add_argument("--quiet", action="store_true", help="name only what could not be read")
        act.add_argument("--publish", action="store_true", help="publish it, in effect at once unless --effective")
        act.add_argument("--number", help="of the version; the next one without")
        act.add_argument("--class", dest="change", choices=ChangeClass.values, help="how it differs from the last")
        act.add_argument("--summary", default="", help="what changed, in Japanese: it is announced")
        act.add_argument("--summary-en", default="", help="the same in English")
        act.add_argument(
            "--keeps",
            action="append",
            default=[],
            metavar="ANCHOR=PROMISE",
            help="which promise of the book keeps a sentence that is not ours, or `none` (again for each)",
        )
        act.add_argument("--effective", type=_morning, metavar="YYYY-MM-DD", help="from which day it holds")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = PolicyKind(options["kind"])
        community = _community(kind, options["site"])
        files = {options["language"]: options["file"], **({"en": options["english"]} if options["english"] else {})}
        texts = {language: _text_of(file) for language, file in files.items()}
        with translation.override("en"), site_scope(community or PROVIDER):
            draft = draft_of(kind, texts, community)
            self._show(draft, quiet=options["quiet"])
            if options["publish"]:
                self._publish(draft, community, options)
        if draft.losses:
            raise CommandError(f"{len(draft.losses)} lines could not be read; they are named above", returncode=1)

    def _show(self, draft: Draft, *, quiet: bool) -> None:
        for language, document in draft.documents.items():
            articles = len(document.articles)
            paragraphs = sum(len(article.paragraphs) for article in document.articles)
            self.stdout.write(f"{document.title or '—'} ({language}): {articles} articles, {paragraphs} paragraphs")
            if not quiet:
                self.stdout.write("\n".join(lines_of(document)))
        for word, lines in (("not read", draft.lost), ("read with a doubt", draft.doubts)):
            for found in lines:
                self.stdout.write(_sentence(word, found))

    def _publish(self, draft: Draft, community: UUID | None, options: dict[str, Any]) -> None:
        if draft.obstacle is not None:
            raise CommandError(str(draft.obstacle), returncode=1)
        if not draft.is_ready:
            raise CommandError("not published: the lines named above would be lost", returncode=1)
        change = options["change"] or (ChangeClass.N1 if draft.before else ChangeClass.FIRST)
        new = NextVersion(
            kind=draft.kind,
            number=options["number"] or draft.number,
            texts=draft.documents,
            change_class=ChangeClass(change),
            summary={"ja": options["summary"], "en": options["summary_en"]},
            community_id=community,
            effective_at=options["effective"],
        )
        try:
            keeps = dict(pair.split("=", 1) for pair in options["keeps"])
            version = publish_policy(Party("shell"), new, keeps=keeps)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        self.stdout.write(f"published: {version.get_kind_display()} {version.number}")


def lines_of(document: Document) -> Iterator[str]:
    """Each part of the document with its anchor, one a line."""
    for part in parts_of(document):
        words = " ".join(" ".join(words_of(part)).split())
        yield f"  {part.anchor:<12} {words[:100]}{'…' if len(words) > 100 else ''}"


def _sentence(word: str, found: Found) -> str:
    place = f"{found.language}, line {found.line}" if found.line else f"{found.language}, the whole text"
    return f"{word}: {place}: {gettext(found.why)} {found.text[:60]!r}"


def _text_of(file: Path) -> str:
    try:
        return decode(file.read_bytes())[0]
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
    except UnreadablePolicy as error:
        raise CommandError(f"{file}: {error}", returncode=1) from error


def _community(kind: PolicyKind, slug: str | None) -> UUID | None:
    if (kind in OPERATORS) != bool(slug):
        raise CommandError("--site belongs to an operator's text, and every operator's text to a site", returncode=2)
    site = sites.site_by_slug(slug) if slug else None
    if slug and site is None:
        raise CommandError(f"there is no site {slug}", returncode=2)
    return site.id if site else None


def _morning(text: str) -> datetime:
    day = parse_date(text)
    if day is None:
        raise ValueError(text)
    return timezone.make_aware(datetime.combine(day, time.min))
