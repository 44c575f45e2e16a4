"""The short words above the button of sign-up, and the sentences somebody agrees to. Versioned like any published text.

The long texts say the same at length (policy, articles 2, 3 and 9); what is listed comes from the registers of purposes
and items, so card, consent, policy and gateway cannot drift apart. These words are part of what a receipt hashes: they
are no messages of the interface and stand in no catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from coorum.consent.items import ITEMS, Source, items_never_provided, items_provided_for
from coorum.consent.purposes import PURPOSES
from coorum.consent.texts.filling import filled

VERSION = "1.1"

_WORDS: Mapping[str, Mapping[str, str]] = {
    "heading": {
        "ja": "「{community_name}」に参加する前に",
        "en": "Before you join {community_name}",
    },
    "collected": {
        "ja": "登録に必要なのは、次の情報だけです。",
        "en": "To register you give us this, and nothing else.",
    },
    "purposes": {
        "ja": "{provider_name}は、お預かりした情報を次のことにだけ使います。",
        "en": "{provider_name} uses your information for the following only.",
    },
    "recipient": {
        "ja": "このコミュニティを開いている{operator_name}（{operator_address}、代表者 {operator_representative}）に、"
        "次の情報を提供します。目的は、コミュニティを運営し、会員の皆さまとやり取りすることです。",
        "en": "{operator_name} ({operator_address}; represented by {operator_representative}), which runs this community, "
        "receives the following, in order to run the community and be in touch with its members.",
    },
    "why": {
        "ja": "コミュニティの運営と会員とのやり取り",
        "en": "to run the community and write to you",
    },
    "never": {
        "ja": "次のものを、運営事業者に提供することはありません。",
        "en": "These never go to the operator.",
    },
    "stop": {
        "ja": "同意は、マイページの「同意の管理」から、いつでも撤回できます。撤回すると、{operator_name}は"
        "あなたの情報を見られなくなり、会員としての参加は休止となります。",
        "en": "You can withdraw your consent at any time on My page, under Consents. {operator_name} can then no longer see "
        "your information, and your membership is paused.",
    },
    "stop_briefly": {
        "ja": "いつでも、マイページから",
        "en": "on My page, at any time",
    },
    "records": {
        "ja": "いつ、どの情報を提供したか、だれが見たかは、マイページで確かめられます。",
        "en": "My page shows when which information was provided, and who looked at it.",
    },
    "retention": {
        "ja": "提供は、同意されている間だけ行います。同意と提供の記録は、その後3年間保存します。",
        "en": "Your information is provided only while you agree. The records of consent and provision are kept for three "
        "years after that.",
    },
    "refuse": {
        "ja": "同意されない場合は会員として参加できませんが、公開されている投稿はお読みいただけます。",
        "en": "If you do not agree you cannot join as a member, but you can read what is public.",
    },
    "ask": {
        "ja": "お問い合わせ：{provider_name}（{contact_email}）",
        "en": "Questions: {provider_name} ({contact_email})",
    },
    "agree": {
        "ja": "利用規約とコミュニティ規約に同意します。",
        "en": "I agree to the terms of service and the community terms.",
    },
    # APPI 27(1): the recipient is named, the items stand above. 「参加に必要です」 says that joining depends on it.
    "provide": {
        "ja": "上の情報を{operator_name}に提供することに同意します（参加に必要です）。",
        "en": "I agree that the information above is provided to {operator_name} (needed to join).",
    },
    # 特定電子メール法 3: consent to advertising says who sends and that it is advertising.
    "advertise": {
        "ja": "{operator_name}から、広告・宣伝のメールを受け取ることに同意します（任意です。いつでも停止できます）。",
        "en": "I agree to receive advertising mail from {operator_name} (optional; I can stop it at any time).",
    },
}

KEYS = tuple(_WORDS)


def words(key: str, language: str, values: Mapping[str, str]) -> str:
    """One piece of the notice, filled. Raises KeyError for an unknown key, MissingValues for a missing name."""
    return filled(_WORDS[key][language], values)


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a register: its id, and its words in the language of the card."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """All of the consent card in one language: the pieces by key, and what they list."""

    language: str
    version: str
    words: Mapping[str, str]
    collected: tuple[Listed, ...]
    purposes: tuple[Listed, ...]
    provided: tuple[Listed, ...]
    never: tuple[Listed, ...]


def card(language: str, values: Mapping[str, str]) -> Card:
    """The consent card. `values`: community_name, provider_name, contact_email, operator_name, operator_address,
    operator_representative. Raises MissingValues."""

    def listed(*items: tuple[str, str]) -> tuple[Listed, ...]:
        return tuple(Listed(item_id, text) for item_id, text in items)

    return Card(
        language,
        VERSION,
        {key: words(key, language, values) for key in KEYS},
        collected=listed(*((i.id, i.words(language)) for i in ITEMS if i.source is Source.REGISTRATION)),
        purposes=listed(*((p.id, p.short(language)) for p in PURPOSES)),
        provided=listed(*((i.id, i.words(language)) for i in items_provided_for("provide"))),
        never=listed(*((i.id, i.words(language)) for i in items_never_provided())),
    )
