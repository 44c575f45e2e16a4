"""Telling those concerned: the persons in batches that can stop anywhere, and operators whose data it was."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party
from coorum.privacy.actions.incidents.moving import moved, tell
from coorum.privacy.incidents import drafts, letters, queries
from coorum.privacy.incidents.events import OPERATOR_TOLD, PERSONS_TOLD
from coorum.privacy.incidents.kinds import ENDED, Step
from coorum.privacy.models.incidents import Incident, IncidentNotice, IncidentPerson, IncidentStep

BATCH = 200


@action
def name_persons(
    officer: Party,  # noqa: ARG001  every verb names who acts
    *,
    incident: Incident,
    ids: Iterable[UUID] = (),
    communities: Iterable[UUID] = (),
) -> int:
    """Name those whose data it was, by id, or all of some communities. Returns how many are new.

    Raises `Refused`: `unknown_person` where an id is nobody's, `not_now` once it is closed.
    """
    if incident.phase in ENDED:
        raise Refused("not_now", _("The incident is closed."))
    wanted = set(ids)
    known = set(Person.objects.filter(id__in=wanted).values_list("id", flat=True))
    if strange := wanted - known:
        raise Refused("unknown_person", _("Nobody has this id: %(id)s"), field="ids", id=str(min(strange)))
    before = IncidentPerson.objects.filter(incident=incident).count()
    found = known | set(queries.persons_reached(communities))
    rows = [IncidentPerson(incident=incident, person_id=one) for one in sorted(found)]
    IncidentPerson.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return IncidentPerson.objects.filter(incident=incident).count() - before


@action
def tell_persons(officer: Party, *, incident: Incident, key: UUID | None = None) -> IncidentStep:
    """Write to everybody who is named and was not told: items 1, 2, 4, 5 and 9 as they stand now (rule 10).

    Raises `Refused`: `nobody`, `items_missing`, `not_now`.
    """
    if key and (same := IncidentStep.objects.filter(id=key, incident=incident).first()):
        return same
    if not queries.counted(incident).waiting:
        raise Refused("nobody", _("Nobody is named who was not told yet."))
    items = [item for item in drafts.draft(queries.dossier_of(incident)) if item.number in drafts.FOR_PERSONS]
    if open_items := drafts.missing(items):
        names = "、".join(item.title for item in open_items)
        raise Refused(
            "items_missing", _("Please write these first, so that the persons can act: %(names)s"), names=names
        )
    row = moved(officer, incident, Step.TELL_PERSONS, key=key)
    IncidentNotice.objects.create(step=row, words=drafts.as_json(items))
    from coorum.privacy.tasks import tell_of_incident

    tell_of_incident.later(str(row.id))
    return row


@action
def tell_batch(notice_id: UUID) -> int:
    """Write the next letters of a wave, and go on while there are more. Returns how many were dealt with.

    It can stop anywhere: who was told is marked in the transaction that wrote the letter.
    """
    notice = IncidentNotice.objects.select_for_update(of=("self",)).select_related("step__incident").get(step=notice_id)
    incident = notice.step.incident
    waiting = IncidentPerson.objects.filter(incident=incident, told_at=None, is_unreachable=False)
    batch = list(waiting.select_related("person").order_by("id")[:BATCH])
    told = sum(_tell(notice, one) for one in batch)
    notice.told += told
    notice.unreachable += len(batch) - told
    notice.finished_at = None if waiting.exists() else notice.finished_at or clock.now()
    notice.save()
    if batch:
        tell(PERSONS_TOLD, incident, actor=SYSTEM, payload={"told": told, "unreachable": len(batch) - told})
    if notice.finished_at is None:
        from coorum.privacy.tasks import tell_of_incident

        tell_of_incident.later(str(notice_id))
    return len(batch)


@action
def tell_operators(officer: Party, *, incident: Incident, key: UUID | None = None) -> IncidentStep:
    """Write to the operators who entrusted the data: telling them in time, we are released from the report (26(1) proviso)."""
    dossier = queries.dossier_of(incident)
    row = moved(officer, incident, Step.TELL_OPERATOR, key=key)
    sites = queries.communities_in(dossier.assessment.communities if dossier.assessment else [])
    for site in sites:
        letters.tell_operator(dossier, site, key=row.id)
        tell(OPERATOR_TOLD, incident, actor=officer, payload={"site": str(site.id)})
    return row


def _tell(notice: IncidentNotice, one: IncidentPerson) -> bool:
    """Write to one person; False where no letter can reach them."""
    one.is_unreachable = not (one.person.is_active and people.is_verified(one.person))
    if not one.is_unreachable:
        letters.tell_person(notice, one.person)
        one.told_at = clock.now()
    one.save(update_fields=["told_at", "is_unreachable"])
    return not one.is_unreachable
