"""`manage search`: how the index stands, and making it anew."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from coorum.base.scope import provider_scope, site_scope
from coorum.community.actions import indexing
from coorum.search import queries as search
from coorum.sites.queries import all_sites


class Command(BaseCommand):
    """For whoever changed the dictionary, or brought back a backup. Pages are served all the while."""

    help = "Say whether the search index is up to its dictionary; --rebuild makes it anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="make the documents of every site anew")
        parser.add_argument("--site", default="", help="only the site of this name in its address")

    def handle(self, *args: Any, rebuild: bool, site: str, **options: Any) -> None:
        with provider_scope():
            sites = [one for one in all_sites() if site in ("", one.slug)]
        for one in sites:
            if rebuild:
                for kind in ("post", "comment"):
                    self._rebuild(one.id, kind)
            with site_scope(one.id):
                state = "made with another dictionary: --rebuild" if search.is_stale() else "up to its dictionary"
            self.stdout.write(f"{one.slug}: {state}")

    def _rebuild(self, site_id: UUID, kind: str) -> None:
        """A transaction for each few hundred."""
        after: UUID | None = None
        while True:
            with site_scope(site_id):
                after = indexing.index_next(kind, after)
            if after is None:
                return
