"""The policy cannot lie: what nothing keeps is not published, nor is a text that omits what the service does."""

from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest

from coorum.base.events import SYSTEM
from coorum.base.retention import Period, rule_by_id
from coorum.consent import queries as consent
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.next_version import NextVersion
from coorum.demo.loading.provider import publish as publish_ours
from coorum.organisation import queries as organisation
from coorum.privacy.actions.retention import change_period
from coorum.privacy.fees import Price
from coorum.promises import actions, keeping, revisions, stated
from coorum.promises.drafts import draft_of
from coorum.promises.models import RegisterEdition, Revision
from coorum.promises.public import as_json
from coorum.promises.registers import register_differences
from coorum.promises.registry import promises
from coorum.promises.templates import own_texts
from coorum.sites import actions as sites
from tests.cast import Cast, refused

POLICY = PolicyKind.PROVIDER_POLICY
LIE = ("当社は、情報を決してだれにも見せません。", "We never show information to anybody.")


def publish(changed: Callable[[str, str], str] = lambda _language, text: text, **more: Any) -> Any:
    """Our own text, changed, as the next version."""
    texts = {language: changed(language, text) for language, text in own_texts(POLICY).items()}
    draft = draft_of(POLICY, texts)
    facts: dict[str, Any] = {
        "kind": POLICY,
        "number": draft.number,
        "texts": draft.documents,
        "change_class": ChangeClass.N1 if draft.before else ChangeClass.FIRST,
        "summary": {"ja": "変えました。", "en": "Changed."},
    }
    keeps = more.pop("keeps", None)
    return actions.publish_policy(SYSTEM, NextVersion(**facts | more), keeps=keeps)


def lying(language: str, text: str) -> str:
    words = LIE[0] if language == "ja" else LIE[1]
    place = "お問い合わせには、" if language == "ja" else "We aim to send"
    return text.replace(place, f"{words}{place}" if language == "ja" else f"{words} {place}", 1)


def test_our_own_text_is_kept_and_omits_nothing(at_the_desk: Cast) -> None:
    documents = draft_of(POLICY, own_texts(POLICY)).documents
    assert keeping.unbound(documents, None) == []
    assert keeping.omitted(documents) == []
    assert publish().number == "1.0"


def test_a_sentence_that_nothing_keeps_is_not_published(at_the_desk: Cast) -> None:
    with refused("not_kept"):
        publish(lying)
    assert consent.versions(POLICY) == []


def test_it_is_published_once_somebody_says_which_promise_keeps_it(at_the_desk: Cast) -> None:
    texts = {language: lying(language, text) for language, text in own_texts(POLICY).items()}
    (strange,) = keeping.unbound(draft_of(POLICY, texts).documents, None)
    with refused("not_kept"):
        publish(lying, keeps={strange.anchor: "P99"})
    version = publish(lying, keeps={strange.anchor: "P9.1"})
    assert Revision.objects.get(id=version.id).keeps == {strange.anchor: "P9.1"}


def test_a_promise_without_a_control_keeps_nothing(at_the_desk: Cast) -> None:
    assert keeping.is_kept("P9.1")
    assert not keeping.is_kept("")
    bare = {"P9.1": mock.Mock(controls=(), why_en="")}
    with mock.patch("coorum.promises.keeping.promises", return_value=bare):
        assert not keeping.is_kept("P9.1")


def test_a_promise_without_a_proof_or_a_reason_keeps_nothing(at_the_desk: Cast) -> None:
    bare = {"P99": mock.Mock(controls=("web.forms",), why_en=""), "P98": mock.Mock(controls=(), why_en="Not yet.")}
    with mock.patch("coorum.promises.keeping.promises", return_value=bare):
        assert not keeping.is_kept("P99")
        assert not keeping.is_kept("P98"), "the book says why, but nothing keeps it"


def test_a_sentence_of_ours_is_bound_only_where_all_its_promises_are_kept(at_the_desk: Cast) -> None:
    documents = draft_of(POLICY, own_texts(POLICY)).documents
    with mock.patch("coorum.promises.keeping.is_kept", lambda one: one != "P9.4"):
        assert [one.anchor for one in keeping.unbound(documents, None)] == ["a3-p3"]


def test_every_sentence_of_ours_is_of_a_promise_that_something_keeps() -> None:
    bound = {one.id for one in promises().values() if one.sentences}
    assert [one for one in bound if not keeping.is_kept(one)] == []


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        (
            ("メールの送信の記録：90日間", "メールの送信の記録：91日間"),
            ("sent to you: 90 days", "sent to you: 91 days"),
        ),
        (("最後の提供から3年間", "参加から3年間"), ("3 years from the last provision", "3 years from joining")),
    ],
    ids=["period", "event"],
)
def test_a_line_that_says_another_time_than_the_rule_is_not_published(at_the_desk: Cast, ja: Any, en: Any) -> None:
    def otherwise(language: str, text: str) -> str:
        return text.replace(*(ja if language == "ja" else en))

    texts = {language: otherwise(language, text) for language, text in own_texts(POLICY).items()}
    strange = keeping.unbound(draft_of(POLICY, texts).documents, None)
    assert len(strange) == 1
    with refused("periods"):
        publish(otherwise, keeps={strange[0].anchor: "X6"})


def test_a_rule_that_counts_from_another_event_than_the_text_stops_the_publication(at_the_desk: Cast) -> None:
    rule = rule_by_id("provision.records")
    before = rule.since
    object.__setattr__(rule, "since", "the end of the membership")
    try:
        assert stated.at_odds() == ["a14-p1-i11"]
        with refused("periods"):
            publish()
    finally:
        object.__setattr__(rule, "since", before)


def test_a_period_that_the_provider_chose_is_what_the_next_draft_says(at_the_desk: Cast) -> None:
    publish_ours(POLICY)
    rule = rule_by_id("base.letters")
    change_period(SYSTEM, rule=rule, period=Period(60), why="短くする")
    actions.follow_registers()
    standing = revisions.open_revision(POLICY)
    assert standing is not None
    assert "メールの送信の記録：60日間" in str(standing.revision.texts["ja"])
    assert "Records of mail sent to you: 60 days" in str(standing.revision.texts["en"])


def test_a_country_that_waits_is_named_by_the_next_draft(at_the_desk: Cast) -> None:
    with mock.patch("coorum.organisation.queries.countries_foreseen", return_value=["US"]):
        texts = own_texts(POLICY)
        assert "日本国内と次の国（米国）で取り扱っています" in texts["ja"]
        assert "in the following countries (United States)" in texts["en"]
        publish()
    assert organisation._named({"US", "JP", "GB"}) == {"US"}


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("参加の状態", "State of membership"),
        ("(4) 規約に反する行為に対応するため", "(4) To deal with breaches of the terms"),
        ("3,000円", "3,000 yen"),
        ("代表取締役 架空 花子", "代表取締役 架空 花子"),
    ],
)
def test_a_text_that_omits_what_the_service_does_is_not_published(at_the_desk: Cast, ja: str, en: str) -> None:
    def shorter(language: str, text: str) -> str:
        cut = ja if language == "ja" else en
        assert cut in text
        return text.replace(cut, "(4) …" if cut.startswith("(4)") else "…")

    texts = {language: shorter(language, text) for language, text in own_texts(POLICY).items()}
    keeps = {one.anchor: "P9.1" for one in keeping.unbound(draft_of(POLICY, texts).documents, None)}
    with refused("omitted"):
        publish(shorter, keeps=keeps)


def test_a_sentence_of_the_version_before_stays(at_the_desk: Cast) -> None:
    texts = {language: lying(language, text) for language, text in own_texts(POLICY).items()}
    keeps = {one.anchor: "P9.1" for one in keeping.unbound(draft_of(POLICY, texts).documents, None)}
    publish(lying, keeps=keeps)
    documents = draft_of(POLICY, texts).documents
    assert keeping.unbound(documents, consent.versions(POLICY)[0]) == []


def test_a_changed_register_opens_a_revision_with_our_text_filled_anew(at_the_desk: Cast) -> None:
    publish_ours(POLICY)
    assert actions.follow_registers() is None
    _move()
    opened = actions.follow_registers()
    standing = revisions.open_revision(POLICY)
    assert standing is not None
    assert standing.revision.id == opened
    assert "代表取締役 架空 次郎" in str(standing.revision.texts)
    assert standing.change_class == ChangeClass.N1
    assert actions.follow_registers() is None


def test_a_draft_that_was_dropped_is_not_opened_again(at_the_desk: Cast) -> None:
    publish_ours(POLICY)
    _move()
    opened = actions.follow_registers()
    assert opened
    actions.drop_revision(SYSTEM, revision_id=opened)
    assert actions.follow_registers() is None
    assert revisions.behind_registers()


def test_each_change_of_the_registers_is_an_edition(at_the_desk: Cast) -> None:
    actions.keep_registers()
    assert actions.keep_registers() is None
    with mock.patch("coorum.promises.registers.PRICE", Price(amount=4000)):
        edition = actions.keep_registers()
        assert edition is not None
        assert edition.number == 2
        assert as_json()["edition"]["number"] == 2
    assert RegisterEdition.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("countries", ["JP"], ["JP", "US"], [("ABROAD", "US")]),
        ("countries", ["JP", "US"], ["JP"], []),
        ("recipients", {"provide": ["email"]}, {"provide": ["email", "bio"]}, [("PROVIDED", "provide")]),
        ("modules", [], ["https://tags.example"], [("MODULES", "https://tags.example")]),
        ("cookies", {}, {"uid": "necessary"}, [("MODULES", "uid")]),
        ("retention", {"a": [1, "days"]}, {"a": [2, "days"]}, [("RETENTION", "a")]),
        ("fee", {"yen": 3000}, {"yen": 5000}, [("FEE", "yen")]),
        ("handler", {"address": "a"}, {"address": "b"}, [("OTHER", "address")]),
        ("processors", {}, {"x": {}}, []),
    ],
)
def test_what_differs_is_called_by_its_name(name: str, old: Any, new: Any, why: list[Any]) -> None:
    plain: dict[str, Any] = {"purposes": {}, "items": {}}
    assert list(register_differences({**plain, name: old}, {**plain, name: new})) == why
    assert list(register_differences(plain, {**plain, name: new})) == []


def _move() -> None:
    """The provider has another representative."""
    sites.introduce_provider(
        SYSTEM,
        legal_name="架空コミュニティ株式会社",
        legal_name_en="Imaginary Community K.K.",
        address="東京都架空区本町4-5-6",
        representative="代表取締役 架空 次郎",
        contact_email="privacy@provider.example",
    )
