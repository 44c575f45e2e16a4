"""Every read about witnesses outside: what was stamped and seen, and what still waits for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Min, Q

from coorum.base.ledger import merkle
from coorum.base.ledger.canonical import canonical
from coorum.base.ledger.heads import Head, heads_published
from coorum.consent.models import PolicyVersion
from coorum.promises.models import Anchor, Sight, Stamp

LANGUAGES = ("ja", "en")
TREE = b"coorum ledger heads 1\n"


@dataclass(frozen=True)
class PublicProof:
    """What witnesses outside said of one version."""

    stamp: Stamp | None
    sights: tuple[Sight, ...]

    @property
    def first_at(self) -> datetime | None:
        """The earliest moment for which somebody outside vouches, or None."""
        return min([*([self.stamp.at] if self.stamp else []), *(sight.at for sight in self.sights)], default=None)


def is_watched() -> bool:
    """Whether this deployment has a witness of either kind."""
    return bool(settings.COORUM_TSA_URL or settings.COORUM_WITNESS_URL)


def grace() -> timedelta:
    """How long a version waits for its public proof before it takes effect."""
    return timedelta(minutes=settings.COORUM_WITNESS_MINUTES) if is_watched() else timedelta()


def proof_of(version_id: UUID) -> PublicProof:
    """What witnesses said of a version."""
    sights = Sight.objects.filter(version=version_id).order_by("at", "language")
    return PublicProof(Stamp.objects.filter(version=version_id).first(), tuple(sights))


def unstamped() -> list[PolicyVersion]:
    """Versions without a time stamp, oldest first."""
    rows = PolicyVersion.objects.exclude(id__in=Stamp.objects.exclude(version=None).values("version"))
    return list(rows.prefetch_related("texts").order_by("announced_at"))


def unseen() -> list[tuple[PolicyVersion, str]]:
    """Versions, and the language in which nobody outside has looked at them yet, oldest first.

    An older version is seen as well: each has an address of its own.
    """
    seen = set(Sight.objects.values_list("version", "language"))
    rows = PolicyVersion.objects.prefetch_related("texts").order_by("announced_at")
    return [(one, text.language) for one in rows for text in one.texts.all() if (one.id, text.language) not in seen]


def watched_since() -> datetime | None:
    """The first word of any witness: what was published before could not be proved at its time."""
    stamps, sights = (model.objects.aggregate(at=Min("made_at"))["at"] for model in (Stamp, Sight))
    return min([one for one in (stamps, sights) if one], default=None)


def heads_to_anchor() -> list[Head]:
    """The newest signed head of each chain that has grown since it was last stamped."""
    known = dict(Anchor.objects.values_list("chain").annotate(n=Max("n")))
    heads = [Head.from_json(head) for head in heads_published()["heads"]]
    return sorted((head for head in heads if head.n > known.get(head.chain, 0)), key=lambda head: head.chain)


def leaf_of(head: Any) -> bytes:
    """What stands in the stamped tree for a head as it is published: 32 bytes."""
    return sha256(TREE + canonical(head)).digest()


def root_of(heads: list[Any]) -> bytes:
    """The root over these heads, in their order."""
    return merkle.root(leaf_of(head) for head in heads)


def anchored_text(root: bytes, count: int) -> bytes:
    """The bytes that are stamped for a batch of heads."""
    return canonical({"format": "coorum-anchor-1", "heads": count, "root": root.hex()})


def newest_anchor(chain: UUID, at_least: int = 0) -> Anchor | None:
    """The newest stamped head of a chain that covers entry `at_least`."""
    return Anchor.objects.filter(chain=chain, n__gte=at_least).select_related("stamp").order_by("-n").first()


def path_of(anchor: Anchor) -> dict[str, Any]:
    """That the head of an anchor is under the stamped root: its place, and the path in hex."""
    heads = list(Anchor.objects.filter(stamp=anchor.stamp_id).order_by("position").values_list("head", flat=True))
    leaves = [leaf_of(head) for head in heads]
    path = merkle.inclusion(anchor.position, len(leaves), merkle.nodes_of(leaves))
    return {"position": anchor.position, "heads": len(leaves), "path": [step.hex() for step in path]}


def anchors_since(since: datetime | None) -> list[Stamp]:
    """Stamps over heads, oldest first: all of them, or those made since."""
    which = Q(version=None) & (Q(made_at__gte=since) if since else Q())
    return list(Stamp.objects.filter(which).order_by("made_at").prefetch_related("anchors"))
