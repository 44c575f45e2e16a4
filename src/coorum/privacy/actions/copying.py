"""The person's own copy of their data: asked for, made by a task, fetched, gone after a day."""

import json
import logging
from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import cooling
from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import clock, encryption, files
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.base.pace import ensure_pace
from coorum.base.scope import PROVIDER
from coorum.privacy import letters, own_copies, package
from coorum.privacy.erasure.events import OWN_COPY_FETCHED
from coorum.privacy.models import OwnCopy

AN_HOUR = 3
log = logging.getLogger(__name__)


@action
def ask_for_copy(person: Person, *, language: str) -> OwnCopy | None:
    """Ask for one's own data; it is made at once. Raises `Refused("too_many")` after three in an hour.

    None where address or factors changed a short while ago: nothing is made, and the address before is told.
    """
    if cooling.cools_until(person):
        letters.write_to_former(person)
        return None
    ensure_pace(
        OwnCopy.objects.filter(person=person),
        moment="asked_at",
        most=AN_HOUR,
        sentence=_("You have asked for your data several times in one hour. Please wait %(minutes)s min."),
    )
    copy = OwnCopy.objects.create(person=person, language=language, asked_at=clock.now())
    from coorum.privacy.tasks import make_copy as task

    task.later(str(copy.id))
    return copy


@action
def make_copy(copy_id: UUID) -> None:
    """Ask every room, and seal what they hand out. A second call changes nothing; a room that fails spoils all of it."""
    copy = OwnCopy.objects.select_for_update(of=("self",)).select_related("person").filter(id=copy_id).first()
    if copy is None or copy.made_at is not None:
        return
    try:
        found = [
            (dataset, site, own_copies.rows_of(copy, dataset, site)) for dataset, site in own_copies.parts_for(copy)
        ]
        contents = own_copies.contents_of(copy, found)
    except Exception as error:  # noqa: BLE001  better none than one that is short: the page says so
        log.warning("an own copy could not be made: %s", type(error).__name__)
        copy.fault = type(error).__name__
    else:
        sealed = encryption.seal(own_copies.place_of(copy), json.dumps(asdict(contents), ensure_ascii=False))
        copy.file = files.put(PROVIDER, sealed, "application/octet-stream").key
        copy.size, copy.parts, copy.done = len(sealed), len(found), sum(1 for *_where, rows in found if rows)
    copy.made_at = clock.now()
    copy.save()


@action
def fetch_copy(person: Person, *, copy: OwnCopy) -> bytes:
    """The copy as a ZIP file. Raises `Refused`: `cooling`, `expired`."""
    cooling.ensure_cool(person)
    if copy.person_id != person.id or not copy.file:
        raise Refused("expired", _("This file is gone. You can ask for your data again."))
    text = encryption.open_(own_copies.place_of(copy), files.read(PROVIDER, copy.file))
    party = people.person_party(person)
    publish(OWN_COPY_FETCHED, actor=party, subject=party, chain=PROVIDER)
    return package.as_zip(package.Contents(**json.loads(text)))
