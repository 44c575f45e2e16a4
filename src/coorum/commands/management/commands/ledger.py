"""`manage ledger`: verify the evidence, prove an entry, export a chain (docs/evidence.md, section 6).

Exit code 0: everything holds; 1: the evidence is broken; 2: it could not be checked.
"""

import json
import re
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date, parse_datetime

from coorum.base import keys
from coorum.base.ledger import export, proofs, verify, witnesses
from coorum.base.ledger.across import every_chain
from coorum.base.ledger.entries import PROVIDER_CHAIN
from coorum.base.ledger.reports import Report
from coorum.sites.queries import all_sites

RECEIPT = re.compile(r"([0-9a-f-]{36}):(?:(\d+)(?::([0-9a-f]{64}))?|([0-9a-f-]{36}))")


class Command(BaseCommand):
    """The evidence ledger, for whoever has a shell. It reads across sites, and leaves a note that it did."""

    help = "Verify the evidence ledger, prove an entry, or export a chain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="act", required=True)
        check = actions.add_parser("verify", help="check chains from their columns")
        check.add_argument("--site", help="one chain: a site's slug or id, or 'provider'; all of them without")
        check.add_argument("--since", type=moment, help="from the newest signed head before this entry or time on")
        check.add_argument("--heads", type=Path, metavar="FOLDER", help="compare with saved copies of heads.json")
        check.add_argument(
            "--sample", type=int, metavar="COUNT", help="only so many entries of each chain, drawn by lot"
        )
        prove = actions.add_parser("prove", help="show that an entry is under a signed head, as JSON")
        prove.add_argument("receipt", help="SITE:NUMBER, SITE:NUMBER:HASH or SITE:KEY, ids in full")
        out = actions.add_parser("export", help="write a chain to a file that verifier.py checks offline")
        out.add_argument("--site", required=True, help="a site's slug or id, or 'provider'")
        out.add_argument("file", type=Path)
        out.add_argument("--openings", action="store_true", help="with payloads: these may hold personal data")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        try:
            getattr(self, act)(options)
        except (witnesses.NotChecked, proofs.NotProvable, ImproperlyConfigured, OSError) as error:
            raise CommandError(str(error), returncode=2) from error

    def verify(self, options: dict[str, Any]) -> None:
        """Check chains, and say of each what was found."""
        folder, trusted = options["heads"], keys.public_keys()
        kept = witnesses.read_heads(folder, trusted) if folder else {}
        with every_chain("ledger verify"):
            wanted = [chain_of(options["site"])] if options["site"] else sorted({*verify.chains(), *kept})
            reports = [self._checked(chain, kept, options) for chain in wanted]
        for report in reports:
            self.stdout.write(words_for(report))
        if any(report.fault for report in reports):
            raise CommandError("the evidence is broken", returncode=1)

    def _checked(self, chain: UUID, kept: witnesses.Witnesses, options: dict[str, Any]) -> Report:
        if options["sample"] is not None:
            return verify.verify_sample(chain, options["sample"])
        return verify.verify(chain, since=options["since"], witnesses=kept.get(chain, ()))

    def prove(self, options: dict[str, Any]) -> None:
        """Write a proof to the standard output."""
        found = RECEIPT.fullmatch(options["receipt"])
        if not found:
            raise CommandError("a receipt looks like SITE:NUMBER, SITE:NUMBER:HASH or SITE:KEY", returncode=2)
        chain, n, hash_, key = found.groups()
        with every_chain("ledger prove"):
            number = int(n) if n else proofs.number_of_key(UUID(chain), UUID(key))
            proof = proofs.prove(UUID(chain), number)
        if hash_ not in {None, proof["hash"]}:
            raise CommandError(
                f"entry {n} of chain {chain} is not the one of the receipt: it was changed", returncode=1
            )
        self.stdout.write(json.dumps(proof, separators=(",", ":"), sort_keys=True))

    def export(self, options: dict[str, Any]) -> None:
        """Write a chain to a file."""
        with every_chain("ledger export"), options["file"].open("w", encoding="utf-8") as file:
            count = export.export(chain_of(options["site"]), file, openings=options["openings"])
        self.stdout.write(f"{count} entries written to {options['file']}")


def chain_of(name: str) -> UUID:
    """The chain of a site by slug or id, or the provider's. CommandError where there is no such site."""
    if name == "provider":
        return PROVIDER_CHAIN
    known = {site.slug: site.id for site in all_sites()}
    if name in known:
        return known[name]
    try:
        return UUID(name)
    except ValueError as error:
        raise CommandError(f"there is no site {name!r}", returncode=2) from error


def moment(text: str) -> int | datetime:
    """The number of an entry, or a time (a day begins at midnight UTC)."""
    if text.isdecimal():
        return int(text)
    try:
        day = parse_date(text)
        found = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise ArgumentTypeError(f"{text!r} is neither the number of an entry nor a time")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def words_for(report: Report) -> str:
    """What is said of a chain."""
    if report.fault:
        return f"BROKEN  {report.fault}"
    name = "the provider's chain" if report.chain == PROVIDER_CHAIN else f"chain {report.chain}"
    counts = (
        f"{report.entries} entries",
        f"{report.leaves} leaves",
        f"{report.heads} heads",
        f"{report.openings} payloads",
    )
    return f"holds   {name}: {', '.join(counts)}"
