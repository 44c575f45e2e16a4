"""What follows every change of somebody's factors: a new epoch, word to the person, and the record."""

from datetime import datetime

from coorum.accounts import queries as people
from coorum.accounts.actions.announcing import write_to
from coorum.accounts.actions.epochs import move_on
from coorum.accounts.models import Person
from coorum.base.events import Event, publish
from coorum.base.ids import new_id
from coorum.base.scope import PROVIDER, provider_scope
from coorum.factors.models import App, Passkey, RecoveryCode
from coorum.sites import queries as sites


def changed(
    event: Event, person: Person, *, factor: str, name: str = "", session_key: str = "", cools: bool = True
) -> None:
    """Other sessions end, a letter says what changed, and the record has it. `factor`: app, passkey, codes.

    For a while nobody is handed the person's data, unless it was their first way in (`cools`).
    """
    move_on(person, session_key=session_key, cools=cools)
    write(person, deed=event.name, factor=factor, name=name)
    party = people.person_party(person)
    publish(event, actor=party, subject=party, payload={"factor": factor}, chain=PROVIDER)


def write(person: Person, *, deed: str, factor: str = "", name: str = "", due_at: datetime | None = None) -> None:
    """A letter about what was done, to the person, in their language."""
    with provider_scope():
        provider = sites.provider()
        context = {"deed": deed, "factor": factor, "name": name, "provider": provider, "due_at": due_at}
        account = f"{sites.provider_origin()}/signin/account/"
        write_to(person, kind="factor_changed", context={**context, "account": account}, key=new_id())


def forget_codes_of_nothing(person: Person) -> None:
    """Recovery codes stand for a factor: with the last one they go."""
    if not (App.objects.filter(person=person).exists() or Passkey.objects.filter(person=person).exists()):
        RecoveryCode.objects.filter(person=person).delete()
