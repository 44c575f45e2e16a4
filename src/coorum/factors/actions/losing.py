"""A second factor that is lost: said with a code from a letter, then three days of waiting, in which whoever has the factor
takes it back by signing in; then all factors go, in one transaction.

So neither the password nor the mailbox alone opens an account that has a second factor, and nobody is shut out for ever.
"""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.actions.announcing import write_to
from coorum.accounts.actions.epochs import move_on
from coorum.accounts.models import Person
from coorum.base import clock, mail_codes
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, publish
from coorum.base.ids import new_id
from coorum.base.scope import PROVIDER, provider_scope
from coorum.factors.actions.telling import write
from coorum.factors.events import FACTORS_RESET, LOSS_SAID, LOSS_TAKEN_BACK
from coorum.factors.models import App, Loss, LossCode, Passkey, RecoveryCode
from coorum.sites import queries as sites

WAIT = timedelta(hours=72)
#: A letter a day while somebody could still take it back.
TELL_EVERY = timedelta(hours=24)


@action
def send_loss_code(person: Person) -> None:
    """A letter with the code for `say_lost`. Raises `Refused("too_many")`."""
    Person.objects.select_for_update().get(id=person.id)
    sent = LossCode.objects.filter(person=person)
    mail_codes.ensure_few(sent)
    code = mail_codes.draw(LossCode(person=person))
    with provider_scope():
        context = {"code": code, "provider": sites.provider()}
        write_to(person, kind="factor_lost_code", context=context, key=new_id())


def is_loss_code(person: Person, *, code: str) -> bool:
    """Whether this is the code that was sent last; a try is counted, right or wrong."""
    return mail_codes.use(LossCode.objects.filter(person=person), code)


@action
def say_lost(person: Person) -> Loss:
    """Begin the wait; where it has begun, it goes on as it was. `is_loss_code` came before."""
    now = clock.now()
    loss, is_new = Loss.objects.get_or_create(
        person=person, defaults={"said_at": now, "due_at": now + WAIT, "told_at": now}
    )
    if is_new:
        write(person, deed=LOSS_SAID.name, due_at=loss.due_at)
        party = people.person_party(person)
        publish(LOSS_SAID, actor=party, subject=party, chain=PROVIDER)
    return loss


@action
def take_loss_back(person: Person) -> bool:
    """Whoever shows the factor has not lost it; whether somebody had said so."""
    if not Loss.objects.filter(person=person).delete()[0]:
        return False
    write(person, deed=LOSS_TAKEN_BACK.name)
    party = people.person_party(person)
    publish(LOSS_TAKEN_BACK, actor=party, subject=party, chain=PROVIDER)
    return True


@action
def reset_factors(person_id: UUID) -> None:
    """The wait is over: app, passkeys and recovery codes go, and a new epoch begins. Raises `Refused("not_due")` before."""
    loss = Loss.objects.select_for_update().filter(person=person_id, due_at__lte=clock.now()).first()
    if loss is None:
        raise Refused("not_due", _("The wait has not ended."))
    person = loss.person
    loss.delete()
    for table in (App, Passkey, RecoveryCode, LossCode):
        table.objects.filter(person=person).delete()
    move_on(person, cools=True)
    write(person, deed=FACTORS_RESET.name)
    publish(FACTORS_RESET, actor=SYSTEM, subject=people.person_party(person), chain=PROVIDER)


@action
def remind_of_loss(person_id: UUID) -> None:
    """Another letter, once a day: whoever reads it can still take the loss back."""
    loss = Loss.objects.select_for_update().filter(person=person_id, told_at__lte=clock.now() - TELL_EVERY).first()
    if loss is not None:
        loss.told_at = clock.now()
        loss.save(update_fields=["told_at"])
        write(loss.person, deed=LOSS_SAID.name, due_at=loss.due_at)
