"""The program says how grave a change is, in either language, and nobody can say less."""

import pytest

from coorum.consent.differences import differences
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.reading import read_policy
from coorum.consent.texts import template
from coorum.promises.classification import Proposal, is_below, propose
from coorum.promises.registers import registers_now
from coorum.promises.signs import Why

POLICY = """プライバシーポリシー

第1条（利用目的）

お預かりした情報は、次の目的に使います。

(1) 登録を受け付けるため

(2) お問い合わせにお答えするため

第2条（お預かりする情報）

・メールアドレス

・パスワード

第3条（運営事業者への提供）

1. 同意をいただいた場合に限り、次の情報を提供します。

・メールアドレス

2. パスワードは提供しません。

第4条（保存する期間）

アクセスログは180日間保存します。

第5条（開示などのご請求）

手数料は1件につき3,000円です。

第6条（窓口）

privacy@provider.example までご連絡ください。
"""
NEVER = "パスワードは提供しません。"
GIVEN = "提供します。\n\n・メールアドレス"
PURPOSE = ("(2) お問い合わせにお答えするため", "(2) お問い合わせにお答えするため\n\n(3) 広告をお届けするため")
CHANGES = {
    "a comma": (("次の目的に", "次の、目的に"), ChangeClass.N0, None),
    "the contact": (("privacy@", "soudan@"), ChangeClass.N1, Why.OTHER),
    "retention": (("180日間", "365日間"), ChangeClass.N1, Why.RETENTION),
    "a fee": (("3,000円", "2,000円"), ChangeClass.N1, Why.FEE),
    "an item collected": (("・パスワード", "・パスワード\n\n・電話番号"), ChangeClass.N2, Why.COLLECTED),
    "joint use": ((NEVER, NEVER + "\n\n3. 次のとおり共同利用します。"), ChangeClass.C, Why.JOINT),
    "a purpose": (PURPOSE, ChangeClass.C, Why.PURPOSE),
    "a purpose less": ((PURPOSE[0], ""), ChangeClass.N1, Why.OTHER),
    "an item provided": ((GIVEN, GIVEN + "\n\n・表示名"), ChangeClass.C, Why.PROVIDED),
    "a new recipient": ((NEVER, NEVER + "\n\n3. 関連会社にも提供します。"), ChangeClass.C, Why.PROVIDED),
    "a promise gone": (("パスワードは提供しません。", "パスワードも提供します。"), ChangeClass.C, Why.PROMISE_GONE),
    "no consent any more": (("同意をいただいた場合に限り、次", "次"), ChangeClass.C, Why.PROMISE_GONE),
    "another country": (
        ("保存します。", "保存します。保存先には外国のサーバーを含みます。"),
        ChangeClass.C,
        Why.ABROAD,
    ),
    "sensitive data": (("・パスワード", "・パスワード\n\n・病歴"), ChangeClass.C, Why.SENSITIVE),
    "a purpose hidden elsewhere": (("保存します。", "保存し、広告の分析に利用します。"), ChangeClass.C, Why.PURPOSE),
}


def proposal(old: str, new: str, kind: PolicyKind = PolicyKind.PROVIDER_POLICY) -> Proposal:
    return propose(kind, {"ja": differences(read_policy(old).document, read_policy(new).document)})


@pytest.mark.parametrize("name", CHANGES)
def test_each_kind_of_change_has_its_class(name: str) -> None:
    (before, after), lowest, why = CHANGES[name]
    assert before in POLICY
    found = proposal(POLICY, POLICY.replace(before, after, 1))
    assert found.lowest == lowest, found.signs
    assert why is None or why in {sign.why for sign in found.signs}


def test_the_same_text_changes_nothing() -> None:
    assert proposal(POLICY, POLICY).lowest == ChangeClass.N0


def test_what_moved_or_was_renumbered_is_wording() -> None:
    head, _, tail = POLICY.partition("第4条")
    four, _, rest = tail.partition("第5条（開示などのご請求）\n\n手数料は1件につき3,000円です。\n\n")
    moved = head + "第4条（開示などのご請求）\n\n手数料は1件につき3,000円です。\n\n第5条" + four + rest
    assert proposal(POLICY, moved).lowest == ChangeClass.N0


def test_only_a_purpose_can_be_related() -> None:
    purpose = proposal(POLICY, POLICY.replace(*PURPOSE, 1))
    assert purpose.can_be_related
    assert purpose.lowest_if_related == ChangeClass.N2
    both = proposal(
        POLICY, POLICY.replace(*PURPOSE, 1).replace("パスワードは提供しません。", "パスワードも提供します。")
    )
    assert both.lowest_if_related == ChangeClass.C


def test_a_language_alone_can_raise_the_class() -> None:
    english = "Policy\n\nArticle 1 (Purposes of use)\n\n(1) To register you.\n"
    later = english + "\n(2) To sell you advertising.\n"
    changes = {
        "ja": differences(read_policy(POLICY).document, read_policy(POLICY).document),
        "en": differences(read_policy(english).document, read_policy(later).document),
    }
    assert propose(PolicyKind.PROVIDER_POLICY, changes).lowest == ChangeClass.C


def test_money_in_the_terms_is_told_beforehand() -> None:
    terms = "利用規約\n\n第1条（料金）\n\n本サービスは無料です。料金はいただきません。\n"
    found = proposal(terms, terms.replace("無料です", "月額300円です"), PolicyKind.OPERATOR_TERMS)
    assert Why.TERMS in {sign.why for sign in found.signs}
    assert not is_below(found.lowest, ChangeClass.N3)


def test_our_own_next_version_needs_announcing_only() -> None:
    old, new = ({one: template("provider_policy", number, one) for one in ("ja", "en")} for number in ("1.0", "1.1"))
    found = propose(PolicyKind.PROVIDER_POLICY, {one: differences(old[one], new[one]) for one in old})
    assert found.lowest == ChangeClass.N1, found.signs


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda now: now["purposes"].update(rank={"consent": False, "ja": "格付けのため"}), Why.PURPOSE),
        (lambda now: now["purposes"]["provide"].update(consent=False), Why.PROMISE_GONE),
        (lambda now: now["items"]["posts"].update(provided=["provide"]), Why.PROVIDED),
        (lambda now: now["items"]["drafts"].update(never=False), Why.PROMISE_GONE),
        (lambda now: now["items"]["posts"].update({"for": ["operate", "enforce", "protect", "advertise"]}), Why.PURPOSE),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_the_registers_speak_where_the_text_is_silent(change, why: Why) -> None:  # type: ignore[no-untyped-def]
    now = registers_now()
    change(now)
    found = propose(PolicyKind.PROVIDER_POLICY, {}, registers_now(), now)
    assert [sign.why for sign in found.signs] == [why]
    assert found.lowest == ChangeClass.C


def test_people_can_only_raise_it() -> None:
    assert is_below(ChangeClass.N1, ChangeClass.N2)
    assert not is_below(ChangeClass.C, ChangeClass.N2)
