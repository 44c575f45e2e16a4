"""What is kept of a password."""

from coorum.accounts.passwords import Hasher
from coorum.config.settings import base

PASSWORD = "朝は深煎り、夜は浅煎り"


def test_a_password_is_kept_as_argon2id_at_the_cost_we_name() -> None:
    hasher = Hasher()
    kept = hasher.encode(PASSWORD, hasher.salt())
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in kept
    assert hasher.verify(PASSWORD, kept)
    assert not hasher.verify("朝は浅煎り、夜は深煎り", kept)


def test_what_runs_in_production_hashes_that_way() -> None:
    assert base.PASSWORD_HASHERS == ["coorum.accounts.passwords.Hasher"]
