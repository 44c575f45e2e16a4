"""Whether somebody outside vouches for what was published, and for the evidence (P4.2, P12.2, P13.3, P13.4)."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_noop as _

from coorum.base import clock
from coorum.base.ledger import proofs as ledger
from coorum.base.ledger.models import Entry, Opening
from coorum.consent.documents import from_json
from coorum.consent.kinds import ChangeClass
from coorum.consent.models import PolicyVersion
from coorum.promises import publications, witnesses
from coorum.promises.actions.witnessing import facts_of
from coorum.promises.clients.outside import FORMAT, check_look
from coorum.promises.findings import Finding, Verdict
from coorum.promises.models import Anchor, Sight, Stamp
from coorum.promises.proofs import follows, looks
from coorum.promises.stamps import NotAStamp, Trust, check_stamp
from coorum.promises.stretches import Stretch

#: A witness that has said nothing for so long is missed; heads are stamped each hour.
PATIENCE = timedelta(minutes=15)
ANCHORS_WITHIN = timedelta(hours=2)


@looks("P4.2", "P13.3")
def publications_are_stamped_outside() -> Finding:
    """Each version has a time stamp of an authority outside, over its texts; checked anew, signature and chain included."""
    if not settings.COORUM_TSA_URL:
        return Finding(Verdict.NOT_MEASURED, _("No time-stamping authority is set, so nobody outside says when."))
    versions = {one.id: one for one in PolicyVersion.objects.prefetch_related("texts")}
    stamps = list(Stamp.objects.exclude(version=None))
    false = [one for one in stamps if not _holds(one, publications.publication_of(versions[one.version]))]  # type: ignore[index]
    lost = _said_in_evidence("promises.publication.stamped") - {one.id for one in stamps}
    facts = {"count": len(false) + len(lost), "all": len(stamps)}
    if false or lost:
        return Finding(Verdict.BROKEN, _("%(count)s time stamps do not hold, or are gone."), facts)
    missing = _waiting(versions.values(), {one.version for one in stamps})
    if missing:
        return Finding(
            Verdict.AT_RISK, _("%(missing)s versions wait for their time stamp."), facts | {"missing": missing}
        )
    return Finding(Verdict.KEPT, _("An authority outside stamped when each of %(all)s versions was published."), facts)


@looks("P4.2", "P13.3")
def publications_were_seen_from_outside() -> Finding:
    """A second machine read each version at its public address, in both languages, word for word, and signed that."""
    if not settings.COORUM_WITNESS_URL:
        return Finding(Verdict.NOT_MEASURED, _("No second machine is set, so nobody looks at our pages from outside."))
    versions = {one.id: one for one in PolicyVersion.objects.prefetch_related("texts")}
    sights = list(Sight.objects.all())
    false = [one for one in sights if not _is_sight(one, versions[one.version])]
    lost = _said_in_evidence("promises.publication.seen") - {one.id for one in sights}
    facts = {"count": len(false) + len(lost), "all": len(sights)}
    if false or lost:
        return Finding(Verdict.BROKEN, _("%(count)s looks from outside do not hold, or are gone."), facts)
    both = {
        version for version in versions if {one.language for one in sights if one.version == version} >= {"ja", "en"}
    }
    missing = _waiting(versions.values(), both)
    if missing:
        return Finding(
            Verdict.AT_RISK, _("%(missing)s versions were not seen from outside yet."), facts | {"missing": missing}
        )
    return Finding(
        Verdict.KEPT, _("A second machine read every version at its public address, in both languages."), facts
    )


@looks("P13.4")
def no_version_took_effect_before_its_public_proof() -> Finding:
    """Beside our own record of the announcement: what witnesses say of its moment, where there are any."""
    since = witnesses.watched_since()
    if since is None:
        return Finding(
            Verdict.KEPT, _("Each version holds from its announcement or later, by our own record; no witness is set.")
        )
    rows = PolicyVersion.objects.filter(announced_at__gte=since, effective_at__lte=clock.now())
    found = [(one, witnesses.proof_of(one.id).first_at) for one in rows.exclude(change_class=ChangeClass.FIRST)]
    late = sorted(one.number for one, at in found if at is None or at > one.effective_at)
    facts = {"all": len(found), "late": ", ".join(late), "count": len(late)}
    if late:
        return Finding(
            Verdict.AT_RISK,
            _("Of %(count)s versions the public proof is later than the moment from which they hold: %(late)s."),
            facts,
        )
    return Finding(Verdict.KEPT, _("Each of %(all)s versions was seen in public before it took effect."), facts)


@follows("P12.2")
def signed_heads_are_stamped_outside(stretch: Stretch) -> Finding:
    """Each batch of heads has the root that an authority stamped, and the evidence still has the newest stamped heads."""
    if not settings.COORUM_TSA_URL:
        return Finding(
            Verdict.NOT_MEASURED, _("No time-stamping authority is set, so the evidence is anchored nowhere outside.")
        )
    stamps = witnesses.anchors_since(stretch.since)
    false = [one for one in stamps if not _is_batch(one)]
    newest = Anchor.objects.order_by("chain", "-n").distinct("chain")
    gone = [one.chain for one in newest if not _stands(one)]
    facts = {"count": len(false) + len(gone), "chains": len(newest), "batches": len(stamps)}
    if false or gone:
        return Finding(Verdict.BROKEN, _("%(count)s stamped heads of the evidence are not there any more."), facts)
    if not Stamp.objects.filter(version=None, made_at__gt=clock.now() - ANCHORS_WITHIN).exists():
        return Finding(Verdict.AT_RISK, _("For two hours no head of the evidence was stamped outside."), facts)
    return Finding(
        Verdict.KEPT, _("The heads of %(chains)s chains are stamped outside, and still what they were."), facts
    )


def _holds(stamp: Stamp, data: bytes) -> bool:
    """Whether the stored answer stamps these bytes, and the evidence says the same of it."""
    try:
        found = check_stamp(bytes(stamp.token), data, Trust.from_pem(stamp.roots))
    except (NotAStamp, ValueError):
        return False
    return found.at == stamp.at and found.by[:200] == stamp.by and _told(stamp.id).items() >= facts_of(stamp).items()


def _is_batch(stamp: Stamp) -> bool:
    heads = [one.head for one in sorted(stamp.anchors.all(), key=lambda one: one.position)]
    return bool(heads) and _holds(stamp, witnesses.anchored_text(witnesses.root_of(heads), len(heads)))


def _stands(anchor: Anchor) -> bool:
    """Whether the chain still has the head that was stamped."""
    (*kept,) = ledger.heads_of(anchor.chain, n=anchor.n)
    return [one.as_json() for one in kept] == [anchor.head]


def _is_sight(sight: Sight, version: PolicyVersion) -> bool:
    """Whether the witness signed this, and what it read is the published text."""
    at = sight.at.isoformat(timespec="seconds")
    names = ("url", "language", "nonce", "sha256", "text", "signature")
    said = {"format": FORMAT, "status": 200, "at": at, **{name: getattr(sight, name) for name in names}}
    try:
        check_look(said, sight.by)
    except (ValueError, TypeError, KeyError):
        return False
    text = next((one for one in version.texts.all() if one.language == sight.language), None)
    told = _told(sight.id)
    return (
        text is not None
        and publications.is_said(from_json(text.document), sight.text)
        and (told.get("by"), told.get("sha256")) == (sight.by, sight.sha256)
    )


def _told(key: UUID) -> dict[str, object]:
    """What the evidence keeps of the entry with this key; nothing where there is none."""
    entry = Entry.objects.filter(key=key).first()
    opening = Opening.objects.filter(site_id=entry.site_id, commitment=entry.commitment).first() if entry else None
    return dict(opening.payload) if opening else {}


def _said_in_evidence(kind: str) -> set[UUID]:
    return {key for key in Entry.objects.filter(kind=kind).values_list("key", flat=True) if key}


def _waiting(versions: Iterable[PolicyVersion], done: Collection[UUID | None]) -> int:
    """How many versions should have been witnessed by now."""
    before: datetime = clock.now() - PATIENCE
    return sum(one.announced_at < before and one.id not in done for one in versions)
