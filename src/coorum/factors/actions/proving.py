"""Showing a second factor by a code: the app's, or one of the recovery codes. The door has counted the try before."""

from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.base.scope import PROVIDER
from coorum.factors import rules, totp
from coorum.factors.actions.codes import plain
from coorum.factors.actions.telling import write
from coorum.factors.events import CODE_USED
from coorum.factors.models import App, RecoveryCode


@action
def prove(person: Person, *, code: str) -> str:
    """Use the code up; returns by what it was shown (accounts/methods.py). Raises `Refused("code_wrong")`.

    Two who send the same code at the same moment: one of them is right.
    """
    if _fits_app(person, code):
        return "totp"
    tidy = totp.tidy(code)
    if not RecoveryCode.objects.filter(person=person, code_hash=code_hash(plain(tidy))).delete()[0]:
        raise rules.code_wrong()
    write(person, deed=CODE_USED.name, factor="codes")
    party = people.person_party(person)
    publish(CODE_USED, actor=party, subject=party, chain=PROVIDER)
    return "recovery_code"


def _fits_app(person: Person, code: str) -> bool:
    app = App.objects.select_for_update().filter(person=person).first()
    if app is None:
        return False
    step = totp.step_of(code, secret=app.secret, moment=clock.now(), after=app.used_step)
    if step is None:
        return False
    app.used_step, app.used_at = step, clock.now()
    app.save(update_fields=["used_step", "used_at"])
    return True
