"""Telling people that their account is not used, and how to keep it."""

from uuid import NAMESPACE_URL, uuid5

from coorum.accounts import contact
from coorum.accounts.models import Person
from coorum.base import clock, links, mail
from coorum.base.actions import action
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import insert_once
from coorum.base.scope import PROVIDER
from coorum.privacy.models.unused import UnusedNotice
from coorum.privacy.retention.engine import BATCH
from coorum.privacy.retention.events import UNUSED_TOLD
from coorum.privacy.retention.unused import AHEAD, FIRST, KEPT, SECOND, to_tell
from coorum.sites import queries as sites


@action
def tell_unused() -> int:
    """Write to everybody whose account has not been used for 18 months, and again a month before it goes. How many."""
    told = 0
    for stage in (SECOND, FIRST):
        for person in to_tell(stage, BATCH):
            told += _tell(person, stage)
    return told


def _tell(person: Person, stage: int) -> bool:
    used_at, now = person.last_login or person.created_at, clock.now()
    erase_on = max(KEPT.after(used_at), AHEAD.after(now))
    notice = UnusedNotice(id=new_id(), person=person, stage=stage, used_at=used_at, erase_on=erase_on, told_at=now)
    if not insert_once(notice):
        return False
    provider = sites.provider()
    context = {
        "used_at": used_at,
        "erase_on": erase_on,
        "is_last": stage == SECOND,
        "address": f"{sites.provider_origin()}{links.path_to('sign_in', person.id)}",
        "provider": provider.legal_name if provider else "",
    }
    key = uuid5(NAMESPACE_URL, f"coorum:unused:{notice.id}")
    mail.post(
        "account_unused",
        to=contact.address_of(person, mail.purpose_of("account_unused")),
        language=person.language,
        context=context,
        key=key,
    )
    publish(
        UNUSED_TOLD,
        actor=SYSTEM,
        subject=Party("person", person.id, person.ledger_ref),
        payload={"stage": stage, "erase_on": erase_on.date().isoformat()},
        chain=PROVIDER,
    )
    return True
