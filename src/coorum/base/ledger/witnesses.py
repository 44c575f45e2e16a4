"""Heads that somebody else has kept: saved copies of the published heads.json.

Heads that an authority outside stamped are promises' (promises/witnesses.py).
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from coorum.base.ledger.heads import FORMAT, Head

Witnesses = Mapping[UUID, list[Head]]


class NotChecked(RuntimeError):  # noqa: N818  says what is the matter
    """Something that was to be checked cannot be: no fault of the chain's is shown by it."""


def read_heads(folder: Path, public_keys: Mapping[str, bytes]) -> Witnesses:
    """Every head in the `*.json` files of a folder, by chain. Raises `NotChecked`.

    A head counts only if one of `public_keys` signed it: a stranger's file must not accuse us.
    """
    found: defaultdict[UUID, list[Head]] = defaultdict(list)
    files = sorted(folder.glob("*.json"))
    if not files:
        raise NotChecked(f"there are no heads in {folder}: put saved copies of heads.json there")
    for file in files:
        for head in _heads(file):
            if not head.is_signed_by(public_keys):
                raise NotChecked(
                    f"{file}: the head of chain {head.chain} at entry {head.n} is not signed by a known key"
                )
            found[head.chain].append(head)
    return found


def _heads(file: Path) -> list[Head]:
    try:
        given = json.loads(file.read_bytes())
        heads = [Head.from_json(head) for head in given["heads"]]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise NotChecked(f"{file} is no copy of heads.json: {error}") from error
    if given.get("format") != FORMAT:
        raise NotChecked(f"{file} is not of the format {FORMAT}")
    return heads
