"""Packages are sealed files: a key may not be destroyed while one that waits to be fetched stands under it."""

from collections import Counter

from coorum.base import files
from coorum.base.encryption import key_of
from coorum.base.rotation import count_also
from coorum.base.scope import PROVIDER
from coorum.privacy.models import Package


def packages_by_key() -> Counter[str]:
    """How many packages there are under each key; they go within a fortnight (actions/delivering.py)."""
    found: Counter[str] = Counter()
    for key in Package.objects.exclude(file="").values_list("file", flat=True):
        with files.stream(PROVIDER, key) as file:
            found[key_of(file.read(512))] += 1
    return found


count_also(packages_by_key)
