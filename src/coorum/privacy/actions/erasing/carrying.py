"""Erasing: every dataset and every system is asked until each has answered. One that does not answer holds the whole thing up."""

import json
import logging
from uuid import UUID

from django.db import transaction

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import Member, Person
from coorum.base import clock, tombstones
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.letting_go import LetGo
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.privacy.actions.erasing.moving import locked, move, tell
from coorum.privacy.erasure import letters, manifest, queries, walk
from coorum.privacy.erasure.events import ERASURE_FAILED, ERASURE_SIGNED
from coorum.privacy.erasure.kinds import Result, Stage, State, Step
from coorum.privacy.merging import queries as merges
from coorum.privacy.models import Erasure, ErasureAnswer, ErasureManifest
from coorum.provision import actions as provision
from coorum.provision.events import MEMBER_LEFT
from coorum.sites import queries as sites

log = logging.getLogger(__name__)


@action
def begin(actor: Party, *, erasure: Erasure) -> Erasure:
    """There is no way back from here: the memberships end, a tombstone is set, and the work is queued."""
    erasure = move(erasure.id, Step.BEGIN, actor=actor)
    if erasure.person:
        erasure.refs = json.dumps(_end_memberships(erasure, erasure.person))
        erasure.save()
        with site_scope(erasure.community_id or PROVIDER):
            tombstones.bury("privacy.erasure.begun", erasure.person.id, keep_posts=erasure.keep_posts)
        for merge in merges.resting_into(erasure.person) if erasure.community is None else ():
            if merge.erasure:
                begin(actor, erasure=merge.erasure)  # who is erased is erased with every account that became theirs
    from coorum.privacy.tasks import carry_on as task

    task.later(str(erasure.id))
    return erasure


@action
def carry_on(erasure_id: UUID) -> None:
    """Ask who has not answered yet; finish once all have. A second call changes nothing."""
    erasure = locked(erasure_id)
    if erasure.state == State.RESIDUAL:
        _ask_held(erasure)
    if erasure.state != State.ERASING:
        return
    address = walk.address_of(erasure)
    ask_all(erasure)
    if queries.standing_of(erasure).is_answered:
        _finish(erasure, address)
        return
    silent = sorted({one.system for one in erasure.answers.exclude(result=Result.DONE)})
    if erasure.answers.filter(result=Result.ERROR).exists() and not queries.failed_lately(erasure):
        move(erasure.id, Step.FAIL, actor=SYSTEM, why=", ".join(silent))
        tell(ERASURE_FAILED, erasure, actor=SYSTEM, payload={"systems": silent})


@action
def retry(officer: Party, *, erasure: Erasure) -> None:
    """Ask once more who did not answer. Raises `Refused("not_now")`."""
    if erasure.state != State.ERASING:
        raise Refused("not_now", queries.NOT_NOW)
    log.info("erasure %s is carried on by %s", erasure.label, officer.id)
    from coorum.privacy.tasks import carry_on as task

    task.later(str(erasure.id))


def _ask_held(erasure: Erasure) -> None:
    """What a legal hold kept goes once it is lifted; the five weeks begin again then."""
    held = erasure.answers.filter(result=Result.HELD)
    before = held.count()
    if not before:
        return
    ask_all(erasure)
    if held.count() < before:
        erasure.erased_at = clock.now()
        erasure.refs = erasure.refs if held.exists() else ""
        erasure.save()


def ask_all(erasure: Erasure) -> None:
    """Ask everybody who has not done it yet. What says who somebody is comes last, all of it or nothing."""
    places = walk.places(erasure)
    done = {(one.system, one.community_id) for one in erasure.answers.filter(result=Result.DONE)}
    waiting = [place for place in places if place.key not in done]
    for place in waiting:
        if not place.is_last:
            _ask(erasure, place)
    if not erasure.answers.filter(result=Result.ERROR).exclude(system__in=walk.LAST).exists():
        _ask_last(erasure, [place for place in waiting if place.is_last])


def ask_again(erasure: Erasure) -> None:
    """Ask everybody once more, also who had answered: what has come back since goes too."""
    for place in walk.places(erasure):
        _ask(erasure, place)


def _ask(erasure: Erasure, place: walk.Place) -> bool:
    """One answer, and whether it was done. Whatever goes wrong there is written down and does not stop the others."""
    try:
        with transaction.atomic():
            answer = walk.let_go(erasure, place)
    except Refused:  # a legal hold: asked again until it is lifted
        return _write_down(erasure, place, Result.HELD)
    except Exception as error:  # noqa: BLE001  a system that fails is an answer: the erasure waits for it
        log.warning("%s did not let go: %s", place.name, type(error).__name__)
        return _write_down(erasure, place, Result.ERROR, fault=type(error).__name__)
    return _write_down(erasure, place, Result.DONE, answer)


def _ask_last(erasure: Erasure, places: list[walk.Place]) -> None:
    """Address, sign-in and old letters go in one piece, or not yet."""
    with transaction.atomic():
        answered = [_ask(erasure, place) for place in places]
        if not all(answered):
            transaction.set_rollback(True)
    if not all(answered):
        is_held = any(_is_held(erasure, place) for place in places)
        for place in places:
            _write_down(erasure, place, Result.HELD if is_held else Result.ERROR, fault="" if is_held else "NotYet")


def _is_held(erasure: Erasure, place: walk.Place) -> bool:
    try:
        for subject in walk.subjects(erasure, place.site):
            walk.HOLD.ensure(place.name, subject)
    except Refused:
        return True
    return False


def _write_down(
    erasure: Erasure, place: walk.Place, result: Result, answer: LetGo | None = None, fault: str = ""
) -> bool:
    got = answer or LetGo()
    row, _is_new = ErasureAnswer.objects.get_or_create(
        erasure=erasure,
        system=place.name,
        community=place.site,
        defaults={"result": result, "answered_at": clock.now()},
    )
    row.result, row.fault, row.answered_at = result, fault, clock.now()
    row.erased, row.masked, row.proof = row.erased + got.erased, max(row.masked, got.masked), got.proof or row.proof
    row.kept = [
        {"rule": one.rule, "rows": one.rows, "until": one.until.isoformat() if one.until else None} for one in got.kept
    ]
    row.attempts += 1
    row.save()
    return result == Result.DONE


def _finish(erasure: Erasure, address: str) -> None:
    """Everybody has answered: the paper is signed and sent, in the transaction in which the address goes; the names by which
    the evidence knew them are forgotten."""
    erasure = move(erasure.id, Step.FINISH, actor=SYSTEM)
    if erasure.person:
        _tell_who_left(erasure)
    if queries.standing_of(erasure).is_whole:
        erasure.refs = ""
        erasure.save()
    letters.write_done(erasure, address, paper=sign(erasure, Stage.ERASED))


def sign(erasure: Erasure, stage: Stage) -> ErasureManifest:
    """Sign the paper of this stage; its digest goes into the chain."""
    paper = manifest.signed(erasure, stage)
    facts = {"stage": stage, "sha256": paper.sha256}
    tell(ERASURE_SIGNED, erasure, actor=SYSTEM, payload=facts, key=paper.ledger_key)
    return paper


def _end_memberships(erasure: Erasure, person: Person) -> dict[str, list[str]]:
    """Each membership ends and is masked; answers the random names by which the evidence of each site knew them."""
    refs: dict[str, list[str]] = {} if erasure.community else {"": [person.ledger_ref]}
    for site in queries.sites_of(erasure):
        with site_scope(site.id):
            mine = Member.objects.filter(person=person)
            refs[str(site.id)] = [person.ledger_ref, *mine.values_list("ledger_ref", flat=True)]
            accounts.dismiss_again(person.id)
            viewer = people.viewer_on_site(person)
            provision.depart(viewer, keep_posts=erasure.keep_posts)
    return refs


def _tell_who_left(erasure: Erasure) -> None:
    """The house hears of it once every room has given its account; by a name that nothing before is known by."""
    for site in queries.sites_of(erasure):
        with site_scope(site.id):
            gone = Member.objects.filter(person=erasure.person, departures__departed_at__gte=erasure.begun_at)
            for member in gone:
                party, facts = people.member_party(member), {"kept_posts": erasure.keep_posts}
                publish(MEMBER_LEFT, actor=party, subject=party, payload=facts)


def erase_again(stone: tombstones.Tombstone) -> None:
    """After a restore: who was erased since the backup is erased again, before anybody is let in.

    Where the backup knows of the erasure it goes on from there; otherwise everything is done here, and whatever fails stops
    the restore: better no service than one that remembers whom it forgot.
    """
    person = Person.objects.filter(id=stone.subject).first()
    if person is None:
        return
    site = sites.site_by_id(stone.site_id) if stone.site_id != PROVIDER else None
    scratch = Erasure(person=person, community=site, keep_posts=bool(stone.facts["keep_posts"]), asked_at=clock.now())
    with provider_scope():
        scratch.refs = json.dumps(_end_memberships(scratch, person))
        for place in walk.places(scratch):
            walk.let_go(scratch, place)


tombstones.on_replay("privacy.erasure.begun", erase_again)
