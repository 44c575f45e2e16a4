"""Two accounts become one: everything in one transaction, under a lock on both persons."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import clock, tombstones
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.consent import actions as consent
from coorum.consent import answering, campaign
from coorum.consent.kinds import VersionChoice
from coorum.privacy.actions.erasing.moving import move
from coorum.privacy.erasure import letters as farewells
from coorum.privacy.erasure import queries as erasures
from coorum.privacy.erasure.kinds import Step
from coorum.privacy.merging import letters, moves, queries, rules
from coorum.privacy.merging.events import MEMBER_MERGED, MERGE_DONE
from coorum.privacy.merging.preview import agreed_by, preview
from coorum.privacy.models import Erasure, Merge
from coorum.provision import actions as provision
from coorum.provision.models import Reach
from coorum.sites import queries as sites
from coorum.sites.models import Site

CONTROL = "merging two accounts"


def ensure_may_merge(going: Person, staying: Person) -> None:
    """Raises `Refused`: `same`, `not_ready` (a room does not say what becomes of its rows), and what the rules say."""
    if going.id == staying.id:
        raise Refused("same", _("This is the account you are signed in with. Please show the other one."))
    if queries.undeclared():
        raise Refused("not_ready", _("Accounts cannot be merged right now. Please write to us."))
    rules.ensure_mergeable(queries.standing_of(going), queries.standing_of(staying))


@action
def merge_accounts(staying: Person, *, going: Person, epochs: tuple[int, int], seen: str) -> Merge:
    """`going` becomes `staying`: both were proved by the caller, when their epochs were these (of `going`, of `staying`).

    `seen` is the digest of the preview that was shown. Raises `Refused`: `epoch` (something about an account changed
    since), `stale` (it would do something else than was shown), and what `ensure_may_merge` raises.
    """
    going, staying = _locked(going.id, staying.id)
    if (going.epoch, staying.epoch) != epochs:
        raise Refused("epoch", _("Something about one of the accounts has changed meanwhile. Please begin again."))
    ensure_may_merge(going, staying)
    if preview(going, staying).digest != seen:
        raise Refused("stale", _("What you were shown has changed since. Please look at it once more."))
    return carry_out(going, staying, actor=people.person_party(staying))


def carry_out(going: Person, staying: Person, *, actor: Party) -> Merge:
    """Do it. The account that goes rests for fourteen days like one that is closed, and is erased like one."""
    erasure = _rest(going, people.person_party(going))
    merge = Merge.objects.create(from_person=going, into_person=staying, erasure=erasure, done_at=clock.now())
    accounts.revoke_sessions(going)
    with provider_scope():
        _keep_refusals(going, staying, None)
        _keep_age(going, staying)
        for site in sites.all_sites():
            with site_scope(site.id):
                _merge_on(site, merge)
        tombstones.bury("privacy.merge.done", going.id, into=str(staying.id))
        letters.write(letters.DONE, merge)
    whom, toward = people.person_party(going), people.person_party(staying)
    publish(MERGE_DONE, actor=actor, subject=whom, toward=toward, chain=PROVIDER, key=merge.id)
    return merge


def _locked(*ids: UUID) -> list[Person]:
    """Both, always in the order of their ids, so that two who cross wait for each other once."""
    rows = {one.id: one for one in Person.objects.select_for_update().filter(id__in=ids).order_by("id")}
    return [rows[one] for one in ids]


def _rest(going: Person, party: Party) -> Erasure:
    erasure = Erasure.objects.create(
        person=going, community=None, keep_posts=True, language=going.language, asked_at=clock.now()
    )
    move(erasure.id, Step.CONFIRM, actor=party, why=CONTROL)
    accounts.begin_closing(going)
    return move(erasure.id, Step.REST, actor=party, why=CONTROL)


def _merge_on(site: Site, merge: Merge) -> None:
    """One site, in its scope: the stricter consents, then what goes over, then what is left of the account that goes."""
    going, staying = merge.from_person, merge.into_person
    both, records = moves.both_here(going, staying), erasures.provisions_of(going.id)
    _keep_refusals(going, staying, site.id)
    _stop_providing(both)
    count = moves.carry_over(merge, both)
    if both.mine and both.theirs and merge.erasure and merge.erasure.rested_at:
        farewells.ask_operator(merge.erasure, site, handle=both.mine.user_id, records=records)
        provision.step_aside(people.viewer_on_site(going), keep_posts=True, at=merge.erasure.rested_at)
    elif both.mine:
        Reach.objects.get_or_create(person=staying, community=site, defaults={"since": clock.now()})
    if both.mine or count:
        whom = people.member_party(both.mine) if both.mine else people.person_party(going)
        toward = people.member_party(both.theirs) if both.theirs else people.person_party(staying)
        publish(MEMBER_MERGED, actor=people.person_party(staying), subject=whom, toward=toward, payload={"rows": count})


def _stop_providing(both: moves.Both) -> None:
    """What was agreed to with the account that goes ends with it. What the other agreed to goes on only where both did:
    nobody gets consent by merging that one of the two did not give."""
    given, standing = agreed_by(both.going, both.staying)
    for kind in sorted(given):
        consent.withdraw_consent(both.going, kind=kind, by=CONTROL)
    for kind in sorted(standing - given) if both.are_members else ():
        consent.withdraw_consent(both.staying, kind=kind, by=CONTROL)


def _keep_refusals(going: Person, staying: Person, community: UUID | None) -> None:
    """A version that was declined with either account is declined."""
    for ask in campaign.asks_of(going, community):
        theirs = campaign.ask_of(staying, ask.version)
        if ask.state == VersionChoice.REFUSED and theirs is not None:
            answering.answer_version(
                staying, version=ask.version, answer=VersionChoice.REFUSED, language=staying.language, by=CONTROL
            )


def _keep_age(going: Person, staying: Person) -> None:
    """Communities that ask for it go on knowing that the member is of age (X5)."""
    age = people.age_of(going)
    if age is not None and people.age_of(staying) is None:
        accounts.note_age(staying, band=age.band)
