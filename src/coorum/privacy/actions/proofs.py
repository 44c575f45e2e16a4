"""Papers that show who asks: taken in, looked at, checked, and destroyed as soon as they have done their work.

Pictures are made anew in the sandbox; a PDF is kept as it came, sealed, and only ever downloaded by an officer.
"""

from base64 import b64decode, b64encode
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base import clock, encryption, files
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import GUEST, SYSTEM, Party
from coorum.base.pictures import studio
from coorum.base.scope import PROVIDER
from coorum.privacy import agency, letters, proofs
from coorum.privacy.actions.moving import locked, tell
from coorum.privacy.events import PROOF_CHECKED, PROOF_DELETED, PROOF_RECEIVED, PROOF_SEEN
from coorum.privacy.kinds import ProofChannel, ProofKind
from coorum.privacy.models import ProofCheck, ProofLook, ProofPaper, RightsRequest


def hand_in(request: RightsRequest, *, kind: str, upload: BinaryIO) -> ProofPaper:
    """Take in a file. Raises `Refused`: `not_asked_for`, `too_many`, `too_large`, `empty`, and those of the studio."""
    proofs.ensure_asked_for(request, kind)
    data = upload.read(agency.MOST_BYTES + 1)
    media_type = agency.media_type_of(data)
    if media_type != "application/pdf":
        largest = studio.examine_and_encode(data, kind="inline").sizes[-1]
        data, media_type = largest.data, largest.media_type
    return _keep(request, kind, data, media_type)


@action
def _keep(request: RightsRequest, kind: str, data: bytes, media_type: str) -> ProofPaper:
    request = locked(request.id)
    proofs.ensure_asked_for(request, kind)
    if proofs.papers_of(request).count() >= agency.MOST_FILES:
        raise Refused("too_many", _("No more files can be sent for this request. Please write to us."), field="file")
    paper = ProofPaper(request=request, kind=kind, channel=ProofChannel.UPLOAD, media_type=media_type)
    ref = files.put(PROVIDER, encryption.seal(_place(paper), b64encode(data).decode()), "application/octet-stream")
    paper.file, paper.sha256, paper.received_at = ref.key, ref.sha256, clock.now()
    paper.save(force_insert=True)
    tell(PROOF_RECEIVED, request, actor=GUEST, payload={"paper": kind, "channel": paper.channel})
    return paper


@action
def record_post(officer: Party, *, request: RightsRequest, kind: ProofKind) -> ProofPaper:
    """A paper came by post; it is looked at and goes back, no copy is made."""
    paper = ProofPaper.objects.create(
        request=locked(request.id), kind=kind, channel=ProofChannel.POST, received_at=clock.now()
    )
    tell(PROOF_RECEIVED, request, actor=officer, payload={"paper": kind, "channel": paper.channel})
    return paper


@action
def open_proof(officer: Party, *, paper: ProofPaper) -> tuple[bytes, str]:
    """The file and its media type, for the officer who asked; the look is written down. Raises `files.Missing`."""
    if not paper.file:
        raise files.Missing(str(paper.id))
    text = encryption.open_(_place(paper), files.read(PROVIDER, paper.file))
    ProofLook.objects.create(paper=paper, looked_by=officer.id, looked_at=clock.now())
    tell(PROOF_SEEN, paper.request, actor=officer, payload={"paper": paper.kind})
    return b64decode(text), paper.media_type


@action
def check_proof(officer: Party, *, request: RightsRequest, paper: ProofPaper, points: list[str]) -> ProofCheck:
    """An officer went through the checklist. Raises `Refused`: `points_missing`, `gone`."""
    locked(request.id)
    if paper.gone_at is not None:
        raise Refused("gone", _("This paper has been destroyed."))
    agency.ensure_all_points(paper.kind, points)
    check, is_new = ProofCheck.objects.get_or_create(
        paper=paper,
        defaults={"points": sorted(points), "checked_by": officer.id, "checked_at": clock.now()},
    )
    if is_new:
        tell(PROOF_CHECKED, request, actor=officer, payload={"paper": paper.kind, "points": sorted(points)})
    return check


@action
def purge_proof(officer: Party, *, request: RightsRequest, paper: ProofPaper, why: str) -> None:
    """Destroy a paper at once, for example one that shows an individual number, and ask for another."""
    locked(request.id)
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
    if paper.gone_at is None:
        destroy(paper, actor=officer, why=why)
        letters.write("proof_again", request)


def destroy(paper: ProofPaper, *, actor: Party, why: str) -> None:
    """Destroy the file; the row stays and says when and why."""
    if paper.file:
        files.delete(PROVIDER, paper.file)
    paper.file, paper.gone_at, paper.why_gone = "", clock.now(), why[:200]
    paper.save(update_fields=["file", "gone_at", "why_gone"])
    told = {"paper": paper.kind, "channel": paper.channel, "sha256": paper.sha256}
    tell(PROOF_DELETED, paper.request, actor=actor, payload=told, reason=why)


@action
def drop_proofs() -> int:
    """Destroy the papers of cases that are over. Returns how many."""
    return destroy_proofs(proofs.to_drop())


@action
def destroy_proofs(old: QuerySet[ProofPaper]) -> int:
    """Destroy these papers. Returns how many."""
    for paper in (gone := list(old.select_related("request"))):
        destroy(paper, actor=SYSTEM, why="not needed any more")
    return len(gone)


def _place(paper: ProofPaper) -> encryption.Place:
    return encryption.Place("", "privacy_proofpaper", "file", str(paper.id))
