"""A short policy of a fictional company, in both languages; a house with all that can be proved, and its witnesses."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coorum.base.ledger.heads import sign_heads
from coorum.base.scope import provider_scope
from tests.cast import Cast, raise_curtain
from tests.conftest import copied, drop
from tests.promises.furnish import furnish
from tests.promises.witness import witnessed

MAILBOX = ("COORUM_IMAP_URL", "imap://localhost/INBOX")

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


@pytest.fixture(scope="session")
def model_house(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, Cast]]:
    """The name of a furnished database, and who is in it: made once, for copies."""
    with copied("furnished") as name, django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv(*MAILBOX)
        cast = raise_curtain()
        furnish(cast)
    yield name, cast
    drop(name)


@pytest.fixture
def furnished(model_house: tuple[str, Cast], django_db_blocker: Any) -> Iterator[Cast]:
    """Two communities with documents, a member whose data was provided, two privacy officers: a copy to throw away."""
    template, cast = model_house
    with copied("house", template) as name, django_db_blocker.unblock():
        sign_heads(
            pause=timedelta()
        )  # the key's own entry came after the first heads; some minutes later it would be late
        yield deepcopy(cast)
    drop(name)


@pytest.fixture
def house(furnished: Cast, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The furnished house as it would be in production: with proper passwords, a mailbox, and witnesses outside."""
    settings.PASSWORD_HASHERS = ["coorum.accounts.passwords.Hasher"]
    monkeypatch.setenv(*MAILBOX)
    with witnessed(settings, tmp_path):
        yield furnished
