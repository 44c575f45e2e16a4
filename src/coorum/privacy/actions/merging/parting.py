"""Two accounts that had become one are taken apart again; and both ways once more after a restore."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import Member, Person
from coorum.base import clock, tombstones
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.privacy.actions.erasing.asking import undo as come_back
from coorum.privacy.actions.erasing.moving import move
from coorum.privacy.actions.merging.joining import CONTROL, carry_out
from coorum.privacy.erasure import queries as erasures
from coorum.privacy.erasure.kinds import LEAVING, Step
from coorum.privacy.merging import letters, moves, queries
from coorum.privacy.merging.events import MEMBER_PARTED, MERGE_UNDONE
from coorum.privacy.models import Merge, MergeMove
from coorum.provision import actions as provision
from coorum.provision.models import Provision, Reach
from coorum.sites import queries as sites
from coorum.sites.models import Site


@action
def undo_merge(person: Person, *, actor: Party | None = None) -> Merge:
    """The two accounts of this person's open merge, whichever of them asks, are two again. What was written since stays with
    the account that it was written with; consents are asked anew.

    Raises `Refused("not_now")` where there is none, or the fourteen days are over.
    """
    merge = _locked(person)
    actor = actor or people.person_party(person)
    with provider_scope():
        _stay(merge.into_person, actor)
        move(merge.erasure_id, Step.UNDO, actor=actor, why=CONTROL)  # type: ignore[arg-type]  # an open one has it
        accounts.stop_closing(merge.from_person)
        for site in sites.all_sites():
            with site_scope(site.id):
                _part_on(site, merge, actor)
        merge.undone_at = clock.now()
        merge.save(update_fields=["undone_at"])
        tombstones.bury("privacy.merge.undone", merge.from_person_id)
        letters.write(letters.UNDONE, merge)
    whom, toward = people.person_party(merge.from_person), people.person_party(merge.into_person)
    publish(MERGE_UNDONE, actor=actor, subject=whom, toward=toward, chain=PROVIDER)
    return merge


def _locked(person: Person) -> Merge:
    found = queries.open_merge(person)
    if found is not None:
        ids = (found.from_person_id, found.into_person_id)
        list(Person.objects.select_for_update().filter(id__in=ids).order_by("id"))
        found = queries.open_merge(person)
    if found is None:
        raise Refused("not_now", _("There is nothing to undo any more, or not yet. Please reload the page."))
    return found


def _stay(staying: Person, actor: Party) -> None:
    """Where the other account has begun to leave since, that is taken back too: it would take along what goes back now."""
    for wish in erasures.under_way(staying):
        if wish.state in LEAVING:
            come_back(staying, erasure=wish, actor=actor)


def _part_on(site: Site, merge: Merge, actor: Party) -> None:
    """One site, in its scope."""
    going, staying, rested_at = merge.from_person, merge.into_person, merge.erasure and merge.erasure.rested_at
    membership = MergeMove.objects.filter(merge=merge.id, column=moves.MEMBERSHIP.name).first()
    if membership is not None:
        for kind in consents.kinds_in_force(staying.id):
            consent.withdraw_consent(staying, kind=kind, by=CONTROL)
    count = moves.carry_back(merge)
    member = people.member_of(going)
    if membership is None and member is not None and member.is_hidden and rested_at:
        provision.come_back(member, at=rested_at)
    if membership is not None:
        _forget_reach(site, staying)
    if member is not None or count:
        subject = people.member_party(member) if member else people.person_party(going)
        publish(
            MEMBER_PARTED, actor=actor, subject=subject, toward=people.person_party(staying), payload={"rows": count}
        )


def _forget_reach(site: Site, staying: Person) -> None:
    """Nothing of the account that stays lies here, unless it was provided meanwhile, or was a member before."""
    is_known = Member.objects.filter(person=staying).exists() or Provision.objects.filter(person=staying).exists()
    if not is_known:
        Reach.objects.filter(person=staying, community=site).delete()


def merge_again(stone: tombstones.Tombstone) -> None:
    """After a restore: accounts that became one since the backup become one again. Who is gone, or leaves, is left alone."""
    into = Person.objects.filter(id=UUID(str(stone.facts["into"]))).first()
    going = Person.objects.filter(id=stone.subject).first()
    if going and into and not (people.is_closing(going) or people.is_closing(into)):
        _again(going, into)


@action
def _again(going: Person, into: Person) -> None:
    carry_out(going, into, actor=SYSTEM)


def undo_again(stone: tombstones.Tombstone) -> None:
    """After a restore: accounts that were taken apart since the backup are taken apart again."""
    going = Person.objects.filter(id=stone.subject).first()
    if going is not None and queries.open_merge(going) is not None:
        undo_merge(going, actor=SYSTEM)


tombstones.on_replay("privacy.merge.done", merge_again)
tombstones.on_replay("privacy.merge.undone", undo_again)
