"""Which version of a document holds for one person, and what they are asked (APPI 18(1), 27(1); obligations c-2).

A version that needs consent holds for those who say yes, and for those who registered under it. Whoever says no, or
nothing, stays on the version before, and what the new one adds is off for them. Going on using the service says nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from coorum.base import clock
from coorum.consent import queries
from coorum.consent.documents import from_json
from coorum.consent.documents.form import parts_of, words_of
from coorum.consent.kinds import ChangeClass, PolicyKind, VersionChoice
from coorum.consent.models import NewsDismissal, PolicyVersion, Receipt, VersionAnswer
from coorum.consent.purposes import PURPOSES

#: Whoever said nothing for so long is not reminded any more; they can still answer.
LAPSES_AFTER = timedelta(days=90)
#: How long an announcement is shown to members who did not put it away.
SHOWN_FOR = timedelta(days=30)
PROVIDERS = (PolicyKind.PROVIDER_POLICY, PolicyKind.PROVIDER_TERMS)


@dataclass(frozen=True)
class Ask:
    """A version that needs this person's consent: what holds for them now, and what they said. `state` is one of
    pending, granted, refused, lapsed.
    """

    version: PolicyVersion
    held: PolicyVersion | None
    answer: VersionAnswer | None

    @property
    def state(self) -> str:
        if self.answer is not None:
            return str(self.answer.answer)
        return "lapsed" if clock.now() - self.version.announced_at > LAPSES_AFTER else "pending"


def version_of(person: Any, kind: PolicyKind, community_id: UUID | None = None) -> PolicyVersion | None:
    """The version that holds for this person, or None where nothing is published. An operator's in its site's scope."""
    versions = _in_effect(kind, community_id)
    if not any(one.change_class == ChangeClass.C for one in versions):
        return versions[-1] if versions else None
    since = _since(person, community_id)
    granted = _granted(person.id, versions)
    held = 0
    for number, one in enumerate(versions):
        if one.announced_at <= since or one.id in granted:
            held = number
    while held + 1 < len(versions) and versions[held + 1].change_class != ChangeClass.C:
        held += 1
    return versions[held]


def may_use(person: Any, purpose_id: str) -> bool:
    """Whether data of this person may be used for a purpose: not where it is one that a version adds which they did not
    agree to, nor one that is in no register.
    """
    if purpose_id not in {one.id for one in PURPOSES}:
        return False
    if not is_divided():
        return True
    newest = queries.version_in_force(PolicyKind.PROVIDER_POLICY)
    held = version_of(person, PolicyKind.PROVIDER_POLICY)
    if newest is None or held is None or newest.id == held.id:
        return True
    return purpose_id not in purposes_named(newest) - purposes_named(held)


def is_divided() -> bool:
    """Whether a version of the policy in effect had to ask: only then can it hold for some and not for others. One query."""
    asked = PolicyVersion.objects.filter(kind=PolicyKind.PROVIDER_POLICY, change_class=ChangeClass.C)
    return asked.filter(effective_at__lte=clock.now()).exists()


def purposes_named(version: PolicyVersion) -> set[str]:
    """The purposes of the register that stand in the Japanese text, word for word."""
    text = queries.text_in(version, "ja")
    words = "\n".join(word for part in parts_of(from_json(text.document)) for word in words_of(part))
    return {one.id for one in PURPOSES if one.ja in words}


def asks_of(person: Any, community_id: UUID | None = None) -> list[Ask]:
    """The newest version of each document here that needs this person's consent, whether or not they answered."""
    kinds: list[tuple[PolicyKind, UUID | None]] = [(kind, None) for kind in PROVIDERS]
    if community_id:
        kinds += [(kind, community_id) for kind in PolicyKind if kind not in PROVIDERS]
    return [ask for kind, owner in kinds if (ask := _ask(person, kind, owner))]


def ask_of(person: Any, version: PolicyVersion) -> Ask | None:
    """What this person is asked about this version, or None where it is not the one to be answered."""
    found = _ask(person, PolicyKind(version.kind), version.community_id)
    return found if found and found.version.id == version.id else None


def answers_of(person_id: UUID) -> list[VersionAnswer]:
    """Every answer of the person, newest first."""
    return list(VersionAnswer.objects.filter(person_id=person_id).select_related("version").order_by("-made_at", "-id"))


def own_answer(person_id: UUID, answer_id: UUID) -> VersionAnswer | None:
    return VersionAnswer.objects.filter(id=answer_id, person_id=person_id).first()


def news_for(person: Any, community_id: UUID | None = None) -> list[PolicyVersion]:
    """Announcements of the last 30 days that the person did not put away, and what waits for their answer; newest first."""
    since = clock.now() - SHOWN_FOR
    recent = PolicyVersion.objects.filter(announced_at__gt=max(since, person.created_at)).exclude(
        change_class__in=[ChangeClass.FIRST, ChangeClass.N0]
    )
    here = [one for one in recent.order_by("-announced_at") if one.community_id in (None, community_id)]
    if not here:
        return []
    asked = {ask.version.id for ask in asks_of(person, community_id) if ask.answer is None}
    seen = set(NewsDismissal.objects.filter(person_id=person.id).values_list("version_id", flat=True))
    return [one for one in here if (one.id in asked if one.change_class == ChangeClass.C else one.id not in seen)]


def _ask(person: Any, kind: PolicyKind, community_id: UUID | None) -> Ask | None:
    asked = [one for one in _in_effect(kind, community_id) if one.change_class == ChangeClass.C]
    if not asked or asked[-1].announced_at <= _since(person, community_id):
        return None
    newest = asked[-1]
    answer = VersionAnswer.objects.filter(person_id=person.id, version=newest).order_by("-made_at", "-id").first()
    return Ask(newest, version_of(person, kind, community_id), answer)


def _in_effect(kind: PolicyKind, community_id: UUID | None) -> list[PolicyVersion]:
    """Versions in effect, oldest first."""
    now = clock.now()
    return [one for one in reversed(queries.versions(kind, community_id)) if one.effective_at <= now]


def _granted(person_id: UUID, versions: list[PolicyVersion]) -> set[UUID]:
    rows = VersionAnswer.objects.filter(person_id=person_id, version__in=[one.id for one in versions])
    newest = {one.version_id: one.answer for one in rows.order_by("made_at", "id")}
    return {version for version, answer in newest.items() if answer == VersionChoice.GRANTED}


def _since(person: Any, community_id: UUID | None) -> datetime:
    """Since when the person is here: what was announced before was in front of them when they came."""
    if community_id is None:
        return person.created_at
    first = Receipt.objects.filter(person_id=person.id).order_by("made_at").first()
    return first.made_at if first else person.created_at
