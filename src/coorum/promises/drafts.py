"""A text on its way to being published: what was read, what could not be, what would change. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from coorum.base.errors import Refused
from coorum.consent import queries as consent
from coorum.consent.differences import Differences, differences
from coorum.consent.documents import Document, from_json
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.consent.reading import Reading, Remark, Unreadable, UnreadablePolicy, Why, read_policy
from coorum.promises.classification import Proposal, at_least, propose
from coorum.promises.keeping import Omitted, Unbound, omitted, unbound
from coorum.promises.rules import ensure_publishable, number_after


@dataclass(frozen=True)
class Found:
    """A line worth a look: which language, its number (0 is the text as a whole), its words, and why (a msgid)."""

    language: str
    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Draft:
    """A version that could be published.

    `lost` are lines that did not get into the document; `doubts` those that did, and should be looked at. `before` is
    the newest published version, `number` the one to propose. `obstacle` is why the texts cannot be published as they
    are, if they cannot; `proposal` how grave the change is.
    """

    kind: PolicyKind
    documents: Mapping[str, Document]
    lost: tuple[Found, ...]
    doubts: tuple[Found, ...]
    before: PolicyVersion | None
    changes: Mapping[str, Differences]
    number: str
    obstacle: Refused | None
    proposal: Proposal

    @property
    def unbound(self) -> list[Unbound]:
        """The sentences behind which no promise stands yet (the provider's policy only)."""
        return unbound(self.documents, self.before) if self.kind == PolicyKind.PROVIDER_POLICY else []

    @property
    def omitted(self) -> list[Omitted]:
        """What the service does and the texts do not say (the provider's policy only)."""
        return omitted(self.documents) if self.kind == PolicyKind.PROVIDER_POLICY else []

    @property
    def losses(self) -> list[Found]:
        """The lost lines that say something: a line of signs only may go."""
        return [found for found in self.lost if found.why != Why.DECORATION]

    @property
    def classes(self) -> list[ChangeClass]:
        """What the change may be called: the lowest allowed class, and those above it."""
        return at_least(self.proposal.lowest_if_related)

    @property
    def is_ready(self) -> bool:
        """Whether every line that says something is in the documents, and these can be published."""
        return self.obstacle is None and not self.losses


def draft_of(kind: PolicyKind, texts: Mapping[str, str], community_id: UUID | None = None) -> Draft:
    """Read numbered texts, by language, as the next version of a document. Empty texts are left out."""
    documents: dict[str, Document] = {}
    lost: list[Found] = []
    doubts: list[Found] = []
    for language, text in texts.items():
        if text.strip():
            reading, gone = _read(text)
            lost += [_found(language, one) for one in gone]
            if reading is not None:
                documents[language] = reading.document
                doubts += [_found(language, one) for one in reading.remarks]
    before = next(iter(consent.versions(kind, community_id)), None)
    changes = changes_since(before, documents)
    return Draft(
        kind=kind,
        documents=documents,
        lost=tuple(lost),
        doubts=tuple(doubts),
        before=before,
        changes=changes,
        number=number_after(before.number) if before else "1.0",
        obstacle=_obstacle(documents),
        proposal=propose(kind, changes),
    )


def _read(text: str) -> tuple[Reading | None, tuple[Unreadable, ...]]:
    try:
        reading = read_policy(text)
    except UnreadablePolicy as error:
        return None, error.unreadable
    return reading, reading.unreadable


def _found(language: str, one: Unreadable | Remark) -> Found:
    return Found(language, one.line, one.text, str(one.why))


def changes_since(before: PolicyVersion | None, documents: Mapping[str, Document]) -> dict[str, Differences]:
    """What these documents change against a published version, by language."""
    old = {text.language: from_json(text.document) for text in before.texts.all()} if before else {}
    return {language: differences(old[language], new) for language, new in documents.items() if language in old}


def _obstacle(documents: Mapping[str, Document]) -> Refused | None:
    try:
        ensure_publishable(documents)
    except Refused as refusal:
        return refusal
    return None
