"""The wish to leave: asked, confirmed after signing in once more, taken back; or ordered by an officer."""

from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import Member, Person
from coorum.base import clock, tombstones
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party
from coorum.base.scope import site_scope
from coorum.privacy import proofs
from coorum.privacy.actions.erasing.carrying import begin
from coorum.privacy.actions.erasing.moving import locked, move
from coorum.privacy.erasure import letters, queries, rules
from coorum.privacy.erasure.kinds import LEAVING, State, Step
from coorum.privacy.guardians import queries as guardians
from coorum.privacy.merging import queries as merges
from coorum.privacy.models import Erasure, RightsRequest
from coorum.provision import actions as provision
from coorum.sites.models import Site


@action
def ask_to_leave(person: Person, *, community: Site | None, keep_posts: bool, language: str = "ja") -> Erasure:
    """Somebody wants to leave a site, or with none to close their account. Asked again before it is confirmed, it is the same.

    Raises `Refused`: `leaving` (under way already), `no_member`, `at_the_desk`.
    """
    rules.ensure_none_open([one.state for one in queries.of_person(person).filter(community=community)])
    _ensure_may_leave(person, community)
    waiting = queries.of_person(person).filter(community=community, state=State.REQUESTED).first()
    erasure = waiting or Erasure(person=person, community=community)
    erasure.keep_posts, erasure.language, erasure.asked_at = keep_posts, language, clock.now()
    erasure.save()
    return erasure


@action
def confirm(person: Person, *, erasure: Erasure, is_told: bool = True) -> Erasure:
    """They signed in once more and said it again: everything stops now, and fourteen days to come back begin.

    `is_told` is off where somebody else writes to them (a guardian stopped it: guardians/). Raises `Refused`: `not_now`,
    `last_owner`, `at_the_desk`.
    """
    actor = people.person_party(_own(person, erasure))
    move(erasure.id, Step.CONFIRM, actor=actor)
    erasure = move(erasure.id, Step.REST, actor=actor)
    _stop_everything(erasure)
    if is_told:
        letters.write("resting", erasure)
    return erasure


@action
def undo(person: Person, *, erasure: Erasure, actor: Party | None = None) -> Erasure:
    """They come back: shown again as they were. What they had agreed to, they agree to again themselves.

    Raises `Refused`: `not_now`, `guardian_decides` where their guardian set it going, and it is not the guardian who asks,
    `merged` (the account goes since it became another: that is undone instead).
    """
    _own(person, erasure)
    if merges.merge_of(erasure) is not None:
        raise Refused("merged", _("This account became another one of yours. Undo the merge instead."))
    if actor is None and guardians.was_ordered(erasure):
        raise Refused(
            "guardian_decides", _("Your guardian stopped this. They can take it back, with the letter they got.")
        )
    was_resting = erasure.state in LEAVING
    erasure = move(erasure.id, Step.UNDO, actor=actor or people.person_party(person))
    if was_resting:
        _bring_back(erasure)
        tombstones.bury("privacy.erasure.undone", erasure.id)
        letters.write("undone", erasure)
    return erasure


@action
def order(officer: Party, *, request: RightsRequest) -> Erasure:
    """An officer granted a request to erase: no days of grace (rules.py). A wish to leave that rests already is gone on with."""
    person = proofs.person_concerned(request)
    resting = queries.resting(person, request.community) if person else None
    if resting is not None:
        resting.request = request
        resting.save(update_fields=["request"])
        return begin(officer, erasure=resting)
    made = Erasure.objects.create(
        person=person,
        community=request.community,
        request=request,
        keep_posts=False,
        language=request.language,
        asked_at=clock.now(),
    )
    move(made.id, Step.CONFIRM, actor=officer, why=f"request {request.label}")
    return begin(officer, erasure=made)


@action
def erase_unused(person: Person) -> Erasure:
    """Nobody has used this account for 24 months, and two letters went unanswered: no days of grace are left to wait.

    Posts stay under no name, as for somebody who leaves and says nothing else.
    """
    made = Erasure.objects.create(
        person=person, community=None, keep_posts=True, language=person.language, asked_at=clock.now()
    )
    move(made.id, Step.CONFIRM, actor=SYSTEM, why="not used for 24 months")
    return begin(SYSTEM, erasure=made)


def _own(person: Person, erasure: Erasure) -> Person:
    if erasure.person_id != person.id:
        raise Refused("not_yours", _("This is not yours."))
    return person


def _ensure_may_leave(person: Person, community: Site | None) -> None:
    if community is None:
        if people.desk_role_of(person) is not None:
            raise Refused("at_the_desk", _("You work at the provider's desk: please hand your duty over first."))
        return
    with site_scope(community.id):
        if people.member_of(person) is None:
            raise Refused("no_member", _("You are no member of this community."))


def _stop_everything(erasure: Erasure) -> None:
    """Consents are withdrawn, the operators' views emptied, the profile hidden, the posts as chosen: at once (c-5, GRACE)."""
    person = erasure.person
    if person is None or erasure.rested_at is None:
        return
    if erasure.community is None:
        accounts.begin_closing(person)
    for site in queries.sites_of(erasure):
        with site_scope(site.id):
            viewer = people.viewer_on_site(person)
            if viewer.member and not viewer.member.is_hidden:
                records = queries.provisions_of(person.id)
                letters.ask_operator(erasure, site, handle=viewer.member.user_id, records=records)
                provision.step_aside(viewer, keep_posts=erasure.keep_posts, at=erasure.rested_at)


def _bring_back(erasure: Erasure) -> None:
    person = erasure.person
    if person is None or erasure.rested_at is None:
        return
    if erasure.community is None:
        accounts.stop_closing(person)
    for site in queries.sites_of(erasure):
        with site_scope(site.id):
            member: Member | None = people.member_of(person)
            if member and member.is_hidden and not queries.is_leaving_alone(erasure, site):
                provision.come_back(member, at=erasure.rested_at)


def undo_again(stone: tombstones.Tombstone) -> None:
    """After a restore: what was taken back since the backup is taken back again, or somebody would be erased who stayed."""
    found = Erasure.objects.filter(id=stone.subject, state=State.GRACE).select_related("person").first()
    if found is not None and found.person is not None:
        undo(found.person, erasure=locked(found.id), actor=SYSTEM)


tombstones.on_replay("privacy.erasure.undone", undo_again)
