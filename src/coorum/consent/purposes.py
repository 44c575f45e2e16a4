"""The closed list of purposes: article 3 of the provider's policy, one entry an item, word for word.

Nothing is done with a person's data under a purpose that is not here. Analysis of behaviour and statistics (purposes F
and G of the design) are not: nothing that does them is built, and the policy says so in article 3(3).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Purpose:
    """`id` is what code carries (≤ 20 signs), `promise` the promise it belongs to.

    `ja` and `en` are the published sentence, `short_ja` and `short_en` the words on the consent card. Where
    `needs_consent`, nothing happens under the purpose without a consent that names it.
    """

    id: str
    promise: str
    ja: str
    en: str
    short_ja: str
    short_en: str
    needs_consent: bool = False

    def words(self, language: str) -> str:
        return self.ja if language == "ja" else self.en

    def short(self, language: str) -> str:
        return self.short_ja if language == "ja" else self.short_en


PURPOSES = (
    Purpose(
        "operate",
        "P3.2",
        "登録を受け付け、ご本人であることを確かめ、投稿や通知など本サービスの機能を提供するため",
        "To accept registrations, check that you are who you are, and provide the functions of the Service, "
        "such as posting and notices",
        "登録とご本人の確認、サービスの提供",
        "registration, checking who you are, running the service",
    ),
    Purpose(
        "guide",
        "P3.3",
        "本サービスをご案内し、お問い合わせにお答えするため",
        "To guide you through the Service and answer your enquiries",
        "ご案内とお問い合わせへの対応",
        "guidance and answers to enquiries",
    ),
    Purpose(
        "notify",
        "P3.4",
        "本サービスの中断や終了、契約の解除など、大切なことをお知らせするため",
        "To tell you of important matters such as interruption or end of the Service or termination of a contract",
        "大切なお知らせ",
        "important notices",
    ),
    Purpose(
        "enforce",
        "P3.5",
        "規約に反する行為に対応するため",
        "To deal with breaches of the terms",
        "規約違反への対応",
        "dealing with breaches of the terms",
    ),
    Purpose(
        "protect",
        "P6.1",
        "不正なアクセスを防ぎ、障害の原因を調べるなど、本サービスの安全を保つため",
        "To keep the Service safe, for example by preventing unauthorised access and finding the causes of faults",
        "安全の確保",
        "security",
    ),
    Purpose(
        "prove",
        "P9.3",
        "同意、提供、ご請求への対応の記録を法令に従って残し、ご本人にお見せするため",
        "To keep the records of consents, provisions and answered requests as the law demands, and to show them to you",
        "同意や提供の記録",
        "records of consents and provisions",
    ),
    Purpose(
        "provide",
        "P0.2",
        "参加されるコミュニティの運営事業者に提供するため（同意をいただいた場合に限ります。）",
        "To provide information to the operator of a community you join (only with your consent)",
        "運営事業者への提供（同意された場合）",
        "Provision to the operator (with your consent)",
        needs_consent=True,
    ),
    Purpose(
        "advertise",
        "X1",
        "運営事業者からの広告・宣伝のメールをお届けするため（別に同意をいただいた場合に限ります。）",
        "To deliver advertising mail from the operator (only with your separate consent)",
        "運営事業者からの広告・宣伝のメール（希望された場合）",
        "Advertising mail from the operator (if you want it)",
        needs_consent=True,
    ),
)

_BY_ID = {purpose.id: purpose for purpose in PURPOSES}


def purpose(purpose_id: str) -> Purpose:
    """The purpose of this id. Raises KeyError: what is not in the list is not done."""
    return _BY_ID[purpose_id]
