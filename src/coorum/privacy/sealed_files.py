"""Packages, and papers that show who asks, are sealed files: a key may not be destroyed while one stands under it."""

from collections import Counter

from coorum.base import files
from coorum.base.encryption import key_of
from coorum.base.rotation import count_also
from coorum.base.scope import PROVIDER
from coorum.privacy.models import OwnCopy, Package, ProofPaper


def packages_by_key() -> Counter[str]:
    """How many packages and papers there are under each key; they go within a fortnight, or thirty days."""
    found: Counter[str] = Counter()
    for key in (name for table in (Package, ProofPaper, OwnCopy) for name in _named(table)):
        with files.stream(PROVIDER, key) as file:
            found[key_of(file.read(512))] += 1
    return found


def _named(table: type[Package | ProofPaper | OwnCopy]) -> list[str]:
    return list(table.objects.exclude(file="").values_list("file", flat=True))


count_also(packages_by_key)
