"""The authenticator app: added once it showed a right code, and removed."""

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.factors import rules, totp
from coorum.factors.actions.telling import changed, forget_codes_of_nothing
from coorum.factors.events import FACTOR_ADDED, FACTOR_REMOVED
from coorum.factors.models import App


@action
def add_app(person: Person, *, secret: str, code: str, session_key: str = "") -> None:
    """From now on codes of the app with this secret are asked for; an earlier app is worth nothing.

    The code is used up by it. Other sessions end. Raises `Refused("code_wrong")` where the app does not show it.
    """
    step = totp.step_of(code, secret=secret, moment=clock.now())
    if step is None:
        raise rules.code_wrong()
    App.objects.filter(person=person).delete()
    App(person=person, secret=secret, used_step=step, added_at=clock.now(), used_at=clock.now()).save()
    changed(FACTOR_ADDED, person, factor="app", session_key=session_key)


@action
def remove_app(person: Person, *, session_key: str = "") -> None:
    """Codes of the app are asked for no more. Other sessions end. Where there is none, nothing happens."""
    if not App.objects.filter(person=person).delete()[0]:
        return
    forget_codes_of_nothing(person)
    changed(FACTOR_REMOVED, person, factor="app", session_key=session_key)
