"""The words beside a profile field of an operator's, and the sentence somebody agrees to by filling it in.

Versioned, and part of what a receipt hashes, like the consent card (notices.py).
"""

from collections.abc import Mapping

from coorum.consent.texts.filling import filled

VERSION = "1.0"

_WORDS: Mapping[str, Mapping[str, str]] = {
    "sentence": {
        "ja": "「{label}」へのお答えを、{operator_name}に提供することに同意します（任意です。いつでも取り消せます）。",
        "en": "I agree that my answer to “{label}” is provided to {operator_name} (optional; I can take it back at any time).",
    },
    "why": {
        "ja": "{why}",
        "en": "{why}",
    },
    "seen": {
        "ja": "{operator_name}の担当者（見たことは記録され、マイページで確かめられます。）",
        "en": "the staff of {operator_name} (each look is recorded and shown to you)",
    },
    "seen_shared": {
        "ja": "{operator_name}の担当者（見たことは記録されます。）と、このコミュニティのほかの会員",
        "en": "the staff of {operator_name} (each look is recorded), and other members of this community",
    },
    "stop": {
        "ja": "マイページの「プロフィール項目」で、いつでもお答えを消せます。消すと同意は撤回され、その時から"
        "{operator_name}はお答えを見られなくなります。",
        "en": "You can erase your answer at any time on My page, under Profile fields. Your consent is then withdrawn, and "
        "{operator_name} can no longer see the answer.",
    },
    "retention": {
        "ja": "お答えは、消されるまで、または参加をやめられるまでお預かりします。同意と提供の記録は、その後3年間保存します。",
        "en": "Your answer is kept until you erase it or no longer take part. The records of consent and provision are kept "
        "for three years after that.",
    },
    "ask": {
        "ja": "お問い合わせ：{provider_name}（{contact_email}）",
        "en": "Questions: {provider_name} ({contact_email})",
    },
}


def answer_words(language: str, values: Mapping[str, str], *, is_shared: bool) -> dict[str, str]:
    """The words by key, `seen` being who sees the answer. `values`: label, why, operator_name, provider_name,
    contact_email. Raises MissingValues."""
    seen = "seen_shared" if is_shared else "seen"
    chosen = {key: seen if key == "seen" else key for key in _WORDS if key != "seen_shared"}
    return {key: filled(_WORDS[source][language], values) for key, source in chosen.items()}
