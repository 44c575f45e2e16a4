"""Keeping what the registers say: each change is an edition, and opens a revision of the policy where that is behind."""

import logging
from dataclasses import replace
from uuid import UUID

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.scope import PROVIDER
from coorum.consent import queries as consent
from coorum.consent.documents import Document, from_json
from coorum.consent.kinds import PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.consent.next_version import NextVersion
from coorum.promises import keeping, revisions
from coorum.promises.actions.revising import draft_revision
from coorum.promises.drafts import changes_since, draft_of
from coorum.promises.events import REGISTERS_CHANGED
from coorum.promises.models import RegisterEdition, Revision
from coorum.promises.registers import digest_of, registers_now
from coorum.promises.rules import number_after
from coorum.promises.templates import own_texts

log = logging.getLogger(__name__)

POLICY = PolicyKind.PROVIDER_POLICY
#: What is announced with a draft that the program opened by itself; an officer may write it anew.
SUMMARY = {
    "ja": "登録簿（目的、項目、提供先、Cookie、保存期間、手数料など）の変更を反映します。",
    "en": "Follows a change of the registers (purposes, items, recipients, cookies, periods, fee and the like).",
}


@action
def keep_registers() -> RegisterEdition | None:
    """Write a new edition where the registers changed since the last; None where they did not."""
    now = registers_now()
    digest, last = digest_of(now), RegisterEdition.objects.order_by("-number").first()
    if last is not None and last.sha256 == digest:
        return None
    edition = RegisterEdition.objects.create(
        number=last.number + 1 if last else 1, content=now, sha256=digest, since=clock.now()
    )
    about = Party("registers", edition.id, edition.id.hex)
    payload = {"number": edition.number, "sha256": digest}
    publish(REGISTERS_CHANGED, actor=SYSTEM, subject=about, payload=payload, chain=PROVIDER, key=edition.id)
    return edition


def follow_registers() -> UUID | None:
    """Open a revision where the policy is behind the registers, and none is under way; answers its id.

    Its class is the lowest that the difference allows. A text that would omit what changed is left to an officer to write.
    """
    keep_registers()
    version = next(iter(consent.versions(POLICY)), None)
    if version is None or not revisions.behind_registers() or revisions.open_revision(POLICY) or _was_dropped():
        return None
    try:
        return _draft(version).id
    except Refused as refusal:
        log.warning("the policy is behind the registers, and an officer must write it anew: %s", refusal.code)
        return None


def _was_dropped() -> bool:
    """Whether an officer looked at these very registers already, and gave the draft up."""
    newest = Revision.objects.filter(kind=POLICY).order_by("-drafted_at").first()
    return newest is not None and newest.registers == registers_now()


def _draft(version: PolicyVersion) -> Revision:
    texts = _texts(version)
    proposal = revisions.proposal_for(POLICY, version, changes_since(version, texts), registers_now())
    new = NextVersion(
        kind=POLICY,
        number=_free(version.number),
        texts=texts,
        change_class=proposal.lowest,
        summary={language: SUMMARY[language] for language in texts},
    )
    return draft_revision(SYSTEM, new)


def _texts(version: PolicyVersion) -> dict[str, Document]:
    """The text to begin with: our own template, filled anew, where the version is made of it; else the version itself."""
    old = {text.language: from_json(text.document) for text in version.texts.all()}
    if not keeping.is_ours(old):
        return old
    fresh = draft_of(POLICY, own_texts(POLICY)).documents
    return {language: replace(fresh[language], enacted=old[language].enacted) for language in old if language in fresh}


def _free(number: str) -> str:
    """The next number that no draft bears, dropped ones included."""
    number = number_after(number)
    while Revision.objects.filter(kind=POLICY, number=number).exists():
        number = number_after(number)
    return number
