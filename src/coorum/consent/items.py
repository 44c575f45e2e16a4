"""The closed list of data items: article 2 of the provider's policy, one entry an item.

What a consent names is what the gateway may hand over: `items_provided_for` is that list, and article 9 of the policy
prints it. Authenticators go to nobody (不正アクセス禁止法 5, APPI 23).
"""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """How an item comes to us: article 2, paragraphs 1, 2, 3, 5, 7, 8, 9, 11 and 12."""

    REGISTRATION = "registration"
    ENTERED = "entered"
    AUTOMATIC = "automatic"
    LINKED = "linked"
    PROTECTING = "protecting"
    AGES = "ages"
    CUSTOMER = "customer"
    NOTICES = "notices"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class DataItem:
    """`id` is what code carries (≤ 20 signs). `provided_for` names the purposes whose consent lets it go to the operator.

    An answer to a profile field has none of them: each goes on a consent of its own (asking.py), and never with the others.
    `is_never_provided` is a promise (article 9(5)), not merely the absence of a purpose; every authenticator has it.
    The notes say in article 2 what an item is made of.
    """

    id: str
    source: Source
    ja: str
    en: str
    purposes: tuple[str, ...]
    provided_for: tuple[str, ...] = ()
    is_authenticator: bool = False
    is_never_provided: bool = False
    note_ja: str = ""
    note_en: str = ""

    def words(self, language: str) -> str:
        return self.ja if language == "ja" else self.en

    def printed(self, language: str) -> str:
        """As article 2 prints it, with what it is made of."""
        note = f"（{self.note_ja}）" if language == "ja" else f" ({self.note_en})"
        return self.words(language) + (note if self.note_ja else "")


_R, _E, _A, _L = Source.REGISTRATION, Source.ENTERED, Source.AUTOMATIC, Source.LINKED
_USE = ("operate", "guide", "notify", "enforce", "protect")
_SAFE = ("operate", "protect")
_GIVEN = ("provide",)

ITEMS = (
    DataItem("email", _R, "メールアドレス", "E-mail address", _USE, ("provide", "advertise")),
    DataItem("password", _R, "パスワード", "Password", _SAFE, is_authenticator=True, is_never_provided=True),
    DataItem("display_name", _E, "表示名", "Display name", _USE, _GIVEN),
    DataItem("user_id", _E, "ユーザーID", "User ID", _USE, _GIVEN),
    DataItem("avatar", _E, "プロフィール画像", "Profile picture", ("operate", "enforce"), _GIVEN),
    DataItem("bio", _E, "自己紹介", "Self-introduction", ("operate", "enforce")),
    DataItem("language", _E, "表示言語", "Language of display", ("operate", "guide", "notify")),
    DataItem(
        "advertising",
        _E,
        "広告・宣伝のメールを希望するかどうか",
        "Whether you want advertising mail",
        ("advertise",),
        ("advertise",),
    ),
    DataItem(
        "posts",
        _E,
        "投稿、コメント、返信、いいね",
        "Posts, comments, replies and likes",
        ("operate", "enforce", "protect"),
        note_ja="添えられた画像を含みます。",
        note_en="with the pictures in them",
    ),
    DataItem("drafts", _E, "下書き", "Drafts", ("operate",), is_never_provided=True),
    DataItem(
        "enquiries", _E, "お問い合わせの内容", "What you write to us in an enquiry", ("guide", "enforce", "prove")
    ),
    DataItem(
        "factors",
        Source.PROTECTING,
        "パスキーと二段階認証の登録情報",
        "Passkeys and second factors",
        _SAFE,
        is_authenticator=True,
        is_never_provided=True,
        note_ja="指紋や顔などの生体情報は端末の中にとどまり、当社には届きません。",
        note_en="your fingerprint or face stays on your device and never reaches us",
    ),
    DataItem("joined_at", _A, "参加日", "Date of joining", ("operate",), _GIVEN),
    DataItem(
        "standing",
        _A,
        "参加の状態",
        "State of membership",
        ("operate", "enforce"),
        note_ja="参加中、休止中、利用制限中の別",
        note_en="active, paused or restricted",
    ),
    DataItem(
        "activity",
        _A,
        "そのコミュニティでの活動",
        "Activity in that community",
        ("operate",),
        note_ja="投稿、コメント、返信、いいねの数と、最後に活動した日",
        note_en="numbers of posts, comments, replies and likes, and the day of the last one",
    ),
    DataItem(
        "access_log",
        _A,
        "アクセスログ",
        "Access logs",
        ("enforce", "protect"),
        is_never_provided=True,
        note_ja="アクセスの日時、IPアドレス、ブラウザの種類、閲覧したページ",
        note_en="time of access, IP address, kind of browser, pages viewed",
    ),
    DataItem("cookies", _A, "Cookie", "Cookies", _SAFE, is_never_provided=True),
    DataItem(
        "session",
        _A,
        "ログインした状態を保つための識別子",
        "Identifiers that keep you signed in",
        _SAFE,
        is_authenticator=True,
        is_never_provided=True,
    ),
    DataItem("code", _A, "確認コード", "Verification codes", _SAFE, is_authenticator=True, is_never_provided=True),
    DataItem("mailings", _A, "メールの送信の記録", "Records of mail sent to you", ("guide", "notify")),
    DataItem("consents", _A, "同意と、その撤回の記録", "Records of consents and their withdrawal", ("prove",)),
    DataItem("provisions", _A, "提供と閲覧の記録", "Records of provision and look-ups", ("prove",)),
    DataItem(
        "linked_account",
        _L,
        "ほかのサービスでの利用者の識別子",
        "Your identifier at another service",
        _SAFE,
        note_ja="連携した日、最後に使った日、そのサービスが認めた範囲を含みます。",
        note_en="with the days of linking and last use, and the scopes that service granted",
    ),
    DataItem(
        "age_band",
        Source.AGES,
        "年齢の区分",
        "Age band",
        ("operate", "prove"),
        note_ja="15歳以下、16歳または17歳、18歳以上の別と、お答えの日",
        note_en="15 or younger, 16 or 17, or 18 or older; and the day of the answer",
    ),
    DataItem(
        "guardian",
        Source.AGES,
        "保護者のメールアドレス",
        "A guardian's e-mail address",
        ("operate", "prove"),
        note_ja="15歳以下の方について、同意をお願いするために使います。同意の後は、照合のための値だけを残します。",
        note_en="of whoever is 15 or younger, to ask for consent; after that only a value to compare it with is kept",
    ),
    DataItem(
        "customer_id",
        Source.CUSTOMER,
        "運営事業者の顧客ID",
        "Your customer ID at the operator",
        _SAFE,
        note_ja="連携した日、最後に使った日、そのウェブサイトでのセッションの識別子を含みます。",
        note_en="with the days of linking and last use, and the identifier of your session at its website",
    ),
    DataItem(
        "customer_change",
        Source.CUSTOMER,
        "運営事業者から知らされた、お名前またはメールアドレスの変更",
        "A change of name or e-mail address that the operator told us of",
        ("operate",),
    ),
    DataItem(
        "notice_choices",
        Source.NOTICES,
        "お知らせの受け取り方の設定",
        "How you want to be told of notices",
        ("operate",),
        is_never_provided=True,
        note_ja="受け取る種類と時刻、お住まいの場所の時間帯（タイムゾーン）",
        note_en="kinds and times, and the time zone you live in",
    ),
    DataItem(
        "answers",
        Source.ASKED,
        "プロフィール項目へのお答え",
        "Answers to profile fields",
        ("operate",),
        note_ja="項目、使いみち、見られる方は、コミュニティごとに公開しています。",
        note_en="each community publishes its fields, what they are for, and who sees the answers",
    ),
)

_BY_ID = {item.id: item for item in ITEMS}


def item(item_id: str) -> DataItem:
    """The item of this id. Raises KeyError: what is not in the list is not kept."""
    return _BY_ID[item_id]


def find(item_id: str) -> DataItem | None:
    """The item of this id, or None where the list has none."""
    return _BY_ID.get(item_id)


def items_provided_for(purpose_id: str) -> tuple[DataItem, ...]:
    """What goes to the operator once somebody agreed to this purpose, and nothing else."""
    return tuple(each for each in ITEMS if purpose_id in each.provided_for)


def items_never_provided() -> tuple[DataItem, ...]:
    return tuple(each for each in ITEMS if each.is_never_provided)
