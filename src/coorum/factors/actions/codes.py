"""Recovery codes: ten at a time, each good for once."""

from secrets import choice

from coorum.accounts.models import Person
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.actions import action
from coorum.factors.actions.telling import changed
from coorum.factors.events import CODES_MADE
from coorum.factors.models import RecoveryCode

COUNT = 10
#: Without letters that look alike: they are written down and read again. Three times five of them are 74 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@action
def make_codes(person: Person, *, session_key: str = "") -> list[str]:
    """Ten new codes as `abcde-fghjk-mnpqr`; those of before are void. Only now can they be read. Other sessions end."""
    Person.objects.select_for_update().get(id=person.id)
    RecoveryCode.objects.filter(person=person).delete()
    codes = ["-".join("".join(choice(ALPHABET) for _sign in range(5)) for _part in range(3)) for _code in range(COUNT)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, code_hash=code_hash(code), made_at=clock.now()) for code in codes
    )
    changed(CODES_MADE, person, factor="codes", session_key=session_key)
    return codes


def plain(code: str) -> str:
    """A code as it was made, however it was typed: capital letters, spaces or no hyphens."""
    signs = "".join(sign for sign in code.lower() if sign in ALPHABET)
    return "-".join(signs[start : start + 5] for start in range(0, len(signs), 5))
