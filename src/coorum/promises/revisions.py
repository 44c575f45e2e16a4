"""Every read about revisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coorum.accounts import queries as accounts
from coorum.accounts.models import StaffRole
from coorum.accounts.roles import Duty, Role
from coorum.base.scope import site_scope
from coorum.consent import queries as consent
from coorum.consent.differences import Differences
from coorum.consent.documents import Document, from_json
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.promises.classification import Proposal, is_below, propose
from coorum.promises.drafts import changes_since
from coorum.promises.kinds import RevisionState
from coorum.promises.models import RelationTest, Review, Revision, RevisionStep
from coorum.promises.registers import Difference, register_differences, registers_now

#: A revision that reached one of these is no draft any more.
CLOSED = (RevisionState.DROPPED, RevisionState.ANNOUNCED)


@dataclass(frozen=True)
class Standing:
    """A revision with all that was done about it."""

    revision: Revision
    steps: tuple[RevisionStep, ...]
    test: RelationTest | None
    review: Review | None

    @property
    def state(self) -> RevisionState:
        return RevisionState(self.steps[-1].state)

    @property
    def is_open(self) -> bool:
        """Whether it can still be tested, approved or dropped."""
        return not any(step.state in CLOSED for step in self.steps)

    @property
    def wants_test(self) -> bool:
        """Whether the class its author asked for holds only if the changed purpose is related."""
        return is_below(ChangeClass(self.revision.asked), ChangeClass(self.revision.lowest)) and self.test is None

    @property
    def change_class(self) -> ChangeClass:
        """The class it will have: what was asked for, or consent where the test says that the purpose is not related."""
        if self.test is not None and not self.test.is_related:
            return ChangeClass.C
        return ChangeClass(self.revision.asked)

    @cached_property
    def documents(self) -> dict[str, Document]:
        return documents_of(self.revision)

    @cached_property
    def before(self) -> PolicyVersion | None:
        return version_by_id(self.revision.before)

    @cached_property
    def changes(self) -> dict[str, Differences]:
        return changes_since(self.before, self.documents)

    @cached_property
    def original(self) -> PolicyVersion | None:
        return original_of(PolicyKind(self.revision.kind), self.revision.community_id)

    @cached_property
    def since_original(self) -> dict[str, Differences]:
        """What all changes together make of the original."""
        return changes_since(self.original, self.documents)

    @cached_property
    def proposal(self) -> Proposal:
        return proposal_for(PolicyKind(self.revision.kind), self.before, self.changes, self.revision.registers)


def standing_of(revision: Revision) -> Standing:
    return Standing(
        revision,
        tuple(revision.steps.order_by("at", "id")),
        RelationTest.objects.filter(revision=revision).first(),
        Review.objects.filter(revision=revision).first(),
    )


def standing(revision_id: UUID, kind: PolicyKind, community_id: UUID | None) -> Standing | None:
    """One revision of this document, or None."""
    found = Revision.objects.filter(id=revision_id, kind=kind, community_id=community_id).first()
    return standing_of(found) if found else None


def open_revision(kind: PolicyKind, community_id: UUID | None = None) -> Standing | None:
    """The revision under way, if there is one."""
    rows = Revision.objects.filter(kind=kind, community_id=community_id).exclude(steps__state__in=CLOSED)
    newest = rows.order_by("-drafted_at").first()
    return standing_of(newest) if newest else None


def version_by_id(version_id: UUID | None) -> PolicyVersion | None:
    return PolicyVersion.objects.filter(id=version_id).prefetch_related("texts").first() if version_id else None


def original_of(kind: PolicyKind, community_id: UUID | None) -> PolicyVersion | None:
    """What a changed purpose is compared with: the first version, or the last to which everybody was asked to agree."""
    asked = (ChangeClass.FIRST, ChangeClass.C)
    return next((one for one in consent.versions(kind, community_id) if one.change_class in asked), None)


def hops_since(original: PolicyVersion) -> int:
    """How many related changes of purposes there were since."""
    tested = RelationTest.objects.filter(is_related=True, revision__kind=original.kind).filter(
        revision__community_id=original.community_id, revision__steps__state=RevisionState.ANNOUNCED
    )
    return tested.filter(at__gt=original.announced_at).distinct().count()


def documents_of(revision: Revision) -> dict[str, Document]:
    return {language: from_json(document) for language, document in revision.texts.items()}


def proposal_for(
    kind: PolicyKind, before: PolicyVersion | None, changes: Mapping[str, Differences], now: Mapping[str, Any]
) -> Proposal:
    """How grave the change is, registers included where those of the version before are known."""
    known = Revision.objects.filter(id=before.id).first() if before else None
    return propose(kind, changes, known.registers if known else None, now)


def other_reviewers(drafted_by: UUID | None, community_id: UUID | None) -> bool:
    """Whether there is anybody else who could look at it: another privacy officer, or another owner of the community."""
    if community_id is None:
        return _others(accounts.desk_roles().filter(duty=Duty.PRIVACY_OFFICER), drafted_by).exists()
    with site_scope(community_id):
        return _others(StaffRole.objects.filter(role=Role.OWNER), drafted_by).exists()


def may_review(person_id: UUID | None, standing: Standing) -> bool:
    """Whether this person may be the second: another than the author, and responsible for the document."""
    community_id = standing.revision.community_id
    if person_id is None or person_id in (standing.revision.drafted_by, standing.test.by if standing.test else None):
        return False
    if community_id is None:
        return accounts.desk_roles().filter(duty=Duty.PRIVACY_OFFICER, person_id=person_id).exists()
    with site_scope(community_id):
        return StaffRole.objects.filter(role=Role.OWNER, person_id=person_id).exists()


def _others(rows: QuerySet[Any], person_id: UUID | None) -> QuerySet[Any]:
    return rows.exclude(person_id=person_id) if person_id else rows


def behind_registers() -> list[Difference]:
    """What the registers say now and did not when the newest version of the provider's policy was drafted."""
    newest = next(iter(consent.versions(PolicyKind.PROVIDER_POLICY)), None)
    known = Revision.objects.filter(id=newest.id).first() if newest else None
    return list(register_differences(known.registers, registers_now())) if known else []
