"""Moving a part of the demo in, through the rooms' actions, as the application's role."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from coorum.accounts import queries as people
from coorum.accounts.models import Member, Person
from coorum.base import clock
from coorum.base.scope import provider_scope, site_scope
from coorum.community.models import Comment, Picture, Post, PostLike
from coorum.consent.models import Consent
from coorum.consent.notice import joining_notice
from coorum.demo import loading
from coorum.demo.kinds import Plan
from coorum.enquiries import rules
from coorum.enquiries.models import Enquiry, Held, Inquiry
from coorum.notices.models import ServiceNotice
from coorum.openid.models import Link, RelyingParty
from coorum.privacy import queries as privacy
from coorum.privacy.erasure.kinds import State
from coorum.privacy.kinds import State as Standing
from coorum.privacy.models import Erasure, FeePaper, LegalHold, ProofPaper, RightsRequest
from coorum.provision import queries as provision
from coorum.provision.models import ProvidedProfile
from coorum.sites import queries as sites
from tests.demo.conftest import NOW
from tests.searching import search_all

#: One worker moves in for all of them.
pytestmark = pytest.mark.xdist_group("demo")
SCRIPT = loading.Script(20, NOW, posts=2)
PASSWORD = "a-demo-password"


@pytest.fixture(scope="module")
def told_part() -> Plan:
    return SCRIPT.plan()


@pytest.fixture(scope="module")
def moved_in(told_part: Plan, django_db_setup: None, django_db_blocker: Any) -> Iterator[Mapping[str, UUID]]:
    """The demo's newest part, moved in once for all tests here, with an interruption, and taken back after them."""
    passwords = {login.email: PASSWORD for login in told_part.logins}
    with django_db_blocker.unblock(), transaction.atomic():
        site_ids = loading.prepare(SCRIPT, passwords, embedded_on="http://localhost:8003")
        for slug, site_id in site_ids.items():
            loading.fill(told_part, slug, site_id, most=1)
        assert loading.prepare(SCRIPT, {}) == site_ids
        for slug, site_id in site_ids.items():
            loading.fill(told_part, slug, site_id)
        for _time in range(2):
            loading.finish(SCRIPT)
        yield site_ids
        transaction.set_rollback(True)


def test_everything_planned_is_there(moved_in: Mapping[str, UUID], told_part: Plan) -> None:
    with provider_scope():
        assert Person.objects.count() == len(told_part.persons) + 5  # and those who leave, and who ask
    for slug, site_id in moved_in.items():
        posts = [post for post in told_part.posts if post.site == slug]
        comments = [comment for comment in told_part.comments if comment.post.startswith(slug)]
        with site_scope(site_id):
            assert set(Post.objects.values_list("title", flat=True)) == {post.title for post in posts}
            assert Comment.objects.count() == len(comments)
            assert PostLike.objects.count() == sum(
                like.subject in {post.key for post in posts} for like in told_part.likes
            )
            assert Post.objects.filter(cover=None).count() == sum(post.cover is None for post in posts)


def counts(site_ids: Mapping[str, UUID]) -> list[tuple[int, ...]]:
    found = []
    for site_id in site_ids.values():
        with site_scope(site_id):
            found.append(tuple(model.objects.count() for model in (Member, Post, Comment, PostLike, Picture, Consent)))
    return found


def test_moving_in_again_makes_no_doubles(moved_in: Mapping[str, UUID], told_part: Plan) -> None:
    before = counts(moved_in)
    for slug, site_id in moved_in.items():
        loading.fill(told_part, slug, site_id)
    assert counts(moved_in) == before


def test_it_happened_when_it_is_to_have_happened(moved_in: Mapping[str, UUID], told_part: Plan) -> None:
    at = {post.title: post.at for post in told_part.posts}
    joined = {(member.site, member.user_id): member.joined_at for member in told_part.members}
    for slug, site_id in moved_in.items():
        with site_scope(site_id):
            assert all(post.created_at == at[post.title] for post in Post.objects.all())
            planned = Member.objects.filter(user_id__in=[user_id for site, user_id in joined if site == slug])
            assert all(member.joined_at == joined[slug, member.user_id] for member in planned)
            assert max(Comment.objects.values_list("created_at", flat=True)) <= NOW


def test_one_may_still_come_back_and_of_one_nothing_is_left_but_the_proof(moved_in: Mapping[str, UUID]) -> None:
    with provider_scope():
        assert sorted(Erasure.objects.values_list("state", flat=True)) == [State.GRACE, State.PROVEN]


def test_the_operator_sees_members_through_provision_only(moved_in: Mapping[str, UUID]) -> None:
    for site_id in moved_in.values():
        with site_scope(site_id):
            assert ProvidedProfile.objects.count() == Member.objects.filter(has_left=False).count()


def test_a_member_signs_in_to_the_shop(moved_in: Mapping[str, UUID], told_part: Plan) -> None:
    default = next(site.slug for site in told_part.sites if site.is_default)
    with site_scope(moved_in[default]):
        assert RelyingParty.objects.count() == 1
        assert Link.objects.filter(ended_at=None).values_list("items", flat=True).get() == ["display_name"]


def test_sites_are_open_as_planned_and_ready_to_be_joined(moved_in: Mapping[str, UUID], told_part: Plan) -> None:
    for planned in told_part.sites:
        site_id = moved_in[planned.slug]
        with site_scope(site_id):
            site = sites.site_by_id(site_id)
            assert site.opening == planned.opening
            assert joining_notice(site, "ja").documents
            assert NOW - timedelta(days=600) < site.opened_at < NOW - timedelta(days=500)


def test_the_logins_can_sign_in(moved_in: Mapping[str, UUID], told_part: Plan) -> None:
    with provider_scope():
        for login in told_part.logins:
            person = Person.objects.get(email=login.email)
            assert person.check_password(PASSWORD)
            assert people.is_verified(person)
        assert not Person.objects.exclude(email__in=[login.email for login in told_part.logins])[
            0
        ].has_usable_password()


def test_enquiries_stand_in_many_states(moved_in: Mapping[str, UUID]) -> None:
    with provider_scope():
        assert {"acked", "closed", "answered", "handed_over", "forwarded", "spam", "open"} <= set(
            Enquiry.objects.values_list("state", flat=True)
        )
        waiting = Enquiry.objects.filter(state__in=["received", "acked", "open", "escalated", "reopened"])
        assert not waiting.filter(due_on__lt=NOW.date()).exists(), "none is late now"
        late = Enquiry.objects.get(kind="third_party")
        assert late.steps.get(step="answer").made_at.date() > rules.due_on(late.received_at), "one was, once"
        assert {held.attachment is None for held in Held.objects.filter(content__isnull=False)} == {True, False}
        complaint = Enquiry.objects.get(kind="complaint")
        assert len(set(complaint.steps.filter(step="answer").values_list("actor_id", flat=True))) == 2
        assert set(Inquiry.objects.values_list("phase", flat=True)) == {"given", "refused", "verified"}


def test_requests_stand_where_the_desk_has_something_to_do(moved_in: Mapping[str, UUID]) -> None:
    with provider_scope():
        for request in RightsRequest.objects.filter(state=Standing.SCOPED):
            search_all(request.id)
        standing = {(one.kind, one.state) for one in RightsRequest.objects.exclude(channel="mail")}
        assert {
            ("disclosure", Standing.DELIVERED),
            ("disclosure", Standing.REVIEW),
            ("disclosure", Standing.IDENTITY_PENDING),
            ("stop", Standing.FROZEN),
            ("correction", Standing.CLOSED),
        } <= standing
        done = RightsRequest.objects.get(state=Standing.DELIVERED)
        assert privacy.package_of(done)
        assert {one.kind for one in FeePaper.objects.all()} == {"invoice"}
        assert ProofPaper.objects.filter(gone_at=None, check_made=None).count() == 2
        assert [hasattr(one, "lifting") for one in LegalHold.objects.order_by("placed_at")] == [True, False]


def test_an_operator_is_late_with_what_it_was_told(moved_in: Mapping[str, UUID]) -> None:
    with site_scope(moved_in["asamoya"]), clock.held_at(NOW):
        assert [task.items for task in provision.overdue_tasks()] == [["display_name"]]


def test_one_interruption_is_told_to_the_members_of_its_community(moved_in: Mapping[str, UUID]) -> None:
    with provider_scope():
        assert ServiceNotice.objects.get().community_id == moved_in["soradana"]
