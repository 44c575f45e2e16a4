"""A proof to take away: what was found of a promise, and that it stands in the signed evidence; checked offline by anyone."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.base.ledger import proofs as ledger
from coorum.base.ledger import verifier
from coorum.base.ledger.heads import Head
from coorum.base.ledger.models import Opening
from coorum.base.scope import PROVIDER, provider_scope
from coorum.consent.kinds import PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.promises.models import Anchor, Proof, Stamp
from coorum.promises.publications import publication_of
from coorum.promises.queries import PromiseState, as_json
from coorum.promises.witnesses import anchored_text, newest_anchor, path_of, proof_of, root_of

FORMAT = "coorum-promise-proof-1"
HERE = Path(__file__).parent
#: All files of one archive carry the same moment, so that the same proof is the same file.
MOMENT = (2020, 1, 1, 0, 0, 0)


def bundle_of(state: PromiseState) -> bytes:
    """The archive for the last proof of a promise: proof.json, check.py, ledger_verifier.py and how to use them.

    Raises `Refused`: `not_measured` where nothing was proved yet, `not_signed` while the evidence waits for its signature.
    """
    if state.proof is None or not state.proof.findings:
        raise Refused("not_measured", _("There is no proof of this promise yet."))
    with provider_scope():
        content = _content(state, state.proof)
        witnesses = dict(_witnesses(content, state.proof))
    files: dict[str, str | bytes] = {
        "proof.json": json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True),
        "check.py": (HERE / "check.py").read_text(encoding="utf-8"),
        "ledger_verifier.py": Path(verifier.__file__).read_text(encoding="utf-8"),
        "READ ME - お読みください.txt": (HERE / "readme.txt").read_text(encoding="utf-8"),
        **witnesses,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), text)
    return out.getvalue()


def _content(state: PromiseState, proof: Proof) -> dict[str, Any]:
    try:
        number = ledger.number_of_key(PROVIDER, proof.round)
        anchor = newest_anchor(PROVIDER, number)
        inclusion = ledger.prove(PROVIDER, number, under=Head.from_json(anchor.head) if anchor else None)
    except ledger.NotProvable:
        sentence = _("The evidence of this proof is signed within a minute. Please try again then.")
        raise Refused("not_signed", sentence) from None
    opening = Opening.objects.get(site_id=PROVIDER, commitment=bytes.fromhex(inclusion["entry"]["commit"]))
    return {
        "format": FORMAT,
        "promise": as_json(state),
        "policy": _policy(proof.measured_at),
        "evidence": {"salt": bytes(opening.salt).hex(), "payload": opening.payload, "inclusion": inclusion},
        "anchor": path_of(anchor) if anchor else None,
    }


def _witnesses(content: dict[str, Any], proof: Proof) -> Iterator[tuple[str, str | bytes]]:
    """What was stamped outside, with the stamps and the certificates they lead to; nothing where there is none."""
    anchor = newest_anchor(PROVIDER, content["evidence"]["inclusion"]["entry"]["n"])
    if anchor is not None:
        heads = list(Anchor.objects.filter(stamp=anchor.stamp_id).order_by("position").values_list("head", flat=True))
        yield from _stamped("anchor", anchored_text(root_of(heads), len(heads)), anchor.stamp)
    version = _in_force(proof.measured_at)
    stamp = proof_of(version.id).stamp if version else None
    if version is not None and stamp is not None:
        yield from _stamped("publication", publication_of(version), stamp)


def _stamped(name: str, data: bytes, stamp: Stamp) -> Iterator[tuple[str, str | bytes]]:
    yield f"witness/{name}.json", data
    yield f"witness/{name}.tsr", bytes(stamp.token)
    yield f"witness/{name}-roots.pem", stamp.roots


def _policy(moment: datetime) -> dict[str, Any] | None:
    """The provider's policy that was in force then: its number and the SHA-256 of its texts."""
    version = _in_force(moment)
    if version is None:
        return None
    return {
        "number": version.number,
        "announced_at": version.announced_at.isoformat(),
        "sha256": {text.language: text.sha256 for text in version.texts.order_by("language")},
    }


def _in_force(moment: datetime) -> PolicyVersion | None:
    in_force = PolicyVersion.objects.filter(kind=PolicyKind.PROVIDER_POLICY, effective_at__lte=moment)
    return in_force.order_by("-effective_at").first()
