"""A short policy of a fictional company, in both languages."""

from collections.abc import Iterator

import pytest

from coorum.base.scope import provider_scope
from tests.cast import Cast

JAPANESE = """プライバシーポリシー

架空コミュニティ株式会社は、次のとおり定めます。

第1条（利用目的）

1. お預かりした情報は、会員登録のために使います。

2. 変更するときは、お知らせします。

第2条（お問い合わせ）

お問い合わせは、privacy@provider.example まで。
"""
ENGLISH = """Privacy policy

Imaginary Community K.K. provides as follows.

Article 1 (Purposes)

1. We use your information to register you.

2. We announce changes.

Article 2 (Contact)

Write to privacy@provider.example.
"""
#: A change that needs announcing, and one of the purposes.
LATER = JAPANESE.replace("privacy@provider.example まで", "privacy@provider.example か、ご案内の画面から")
PURPOSE = JAPANESE.replace("会員登録のため", "会員登録とご案内のため")


@pytest.fixture
def at_the_desk(cast: Cast) -> Iterator[Cast]:
    """The provider's scope."""
    with provider_scope():
        yield cast
