"""A text is published when it was read whole, says the same in every language, and its change is announced."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.base import clock
from coorum.base.events import Party
from coorum.consent import queries
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.next_version import NextVersion
from coorum.promises.actions import publish_policy
from coorum.promises.drafts import draft_of
from coorum.promises.templates import own_texts
from tests.cast import Cast, refused
from tests.promises.conftest import ENGLISH, JAPANESE, LATER, PURPOSE

pytestmark = pytest.mark.usefixtures("toy_policies")

POLICY = PolicyKind.PROVIDER_POLICY


def publish(japanese: str = JAPANESE, english: str = ENGLISH, **changed: Any) -> Any:
    draft = draft_of(POLICY, {"ja": japanese, "en": english})
    facts: dict[str, Any] = {
        "kind": POLICY,
        "number": draft.number,
        "texts": draft.documents,
        "change_class": ChangeClass.N1 if draft.before else ChangeClass.FIRST,
        "summary": {"ja": "案内を加えました。", "en": "Adds guidance."},
    }
    key = changed.pop("key", None)
    return publish_policy(Party("shell"), NextVersion(**facts | changed), key=key)


def test_the_first_version_is_one_and_the_next_follows(at_the_desk: Cast) -> None:
    assert publish().number == "1.0"
    assert publish(LATER).number == "1.1"
    assert [version.number for version in queries.versions(POLICY)] == ["1.1", "1.0"]


def test_a_draft_says_what_would_change(at_the_desk: Cast) -> None:
    publish()
    draft = draft_of(POLICY, {"ja": LATER, "en": ENGLISH})
    assert draft.is_ready
    assert not draft.changes["ja"].is_empty
    assert draft.changes["en"].is_empty


def test_a_draft_names_the_lines_that_would_be_lost(at_the_desk: Cast) -> None:
    draft = draft_of(POLICY, {"ja": JAPANESE + "\n<div>続き</div>\n"})
    assert [(found.language, found.line) for found in draft.losses] == [("ja", 15)]
    assert not draft.is_ready


def test_a_text_without_articles_is_no_draft(at_the_desk: Cast) -> None:
    draft = draft_of(POLICY, {"ja": "よろしくお願いします。", "en": ""})
    assert draft.documents == {}
    assert draft.obstacle is not None
    assert draft.losses[0].line == 0


def test_languages_must_have_the_same_articles(at_the_desk: Cast) -> None:
    with refused("articles_differ"):
        publish(english=ENGLISH.split("Article 2")[0])


def test_blanks_are_not_published(at_the_desk: Cast) -> None:
    with refused("blanks"):
        publish(JAPANESE.replace("架空コミュニティ株式会社", "{provider_name}"))


@pytest.mark.parametrize("number", ["", "next", "1.", "1.2.3.4", "v2"])
def test_numbers_count_versions(at_the_desk: Cast, number: str) -> None:
    with refused("number"):
        publish(number=number)


def test_each_language_is_told_what_changed(at_the_desk: Cast) -> None:
    with refused("no_summary"):
        publish(summary={"ja": "最初の版です。", "en": " "})


def test_only_the_first_version_is_the_first(at_the_desk: Cast) -> None:
    with refused("class"):
        publish(change_class=ChangeClass.N1)
    publish()
    with refused("class"):
        publish(LATER, change_class=ChangeClass.FIRST)


@pytest.mark.parametrize("change", [ChangeClass.N2, ChangeClass.N3, ChangeClass.C])
def test_what_needs_a_second_officer_is_not_published_by_one(at_the_desk: Cast, change: ChangeClass) -> None:
    publish()
    with refused("needs_review"):
        publish(LATER, change_class=change, effective_at=clock.now() + timedelta(days=31))
    assert [version.number for version in queries.versions(POLICY)] == ["1.0"]


def test_a_change_is_not_called_less_than_it_is(at_the_desk: Cast) -> None:
    publish()
    with refused("too_low"):
        publish(PURPOSE, change_class=ChangeClass.N1)


@pytest.mark.parametrize("kind", PolicyKind)
def test_our_templates_are_ready_to_publish(at_the_desk: Cast, kind: PolicyKind) -> None:
    site = at_the_desk.kissa if kind.startswith("operator") else None
    draft = draft_of(kind, own_texts(kind, site), site.id if site else None)
    assert draft.is_ready
    assert draft.doubts == ()
    names = at_the_desk.kissa.operator.legal_name if site else "架空コミュニティ株式会社"
    assert names in str(draft.documents["ja"])


def test_our_templates_want_a_whole_legal_block(at_the_desk: Cast) -> None:
    at_the_desk.kissa.operator.address = ""
    with refused("not_introduced"):
        own_texts(PolicyKind.OPERATOR_TERMS, at_the_desk.kissa)
