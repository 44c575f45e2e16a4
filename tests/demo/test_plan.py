"""What the demo holds, whatever its words are."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from coorum.demo.kinds import Plan
from coorum.demo.pictures.faces import FACES
from coorum.demo.pictures.gallery import MOTIVES
from coorum.demo.plan import plan
from tests.demo.conftest import NOW

pytestmark = pytest.mark.xdist_group("demo")
#: With `--slow`; the rarest day in every run.
DAYS = ("2026-01-01", "2026-09-30", "2027-10-17")


def test_the_same_seed_and_moment_give_the_same_plan(told: Plan) -> None:
    assert plan(now=NOW) == told


def test_another_seed_gives_another_plan(told: Plan) -> None:
    assert plan(seed=21, now=NOW).posts != told.posts


@pytest.mark.parametrize("day", ["2028-02-29", *(pytest.param(day, marks=pytest.mark.slow) for day in DAYS)])
def test_any_day_will_do(day: str) -> None:
    now = datetime.fromisoformat(day).replace(hour=20, tzinfo=UTC)
    told = plan(now=now)
    joined = {member.key: member.joined_at for member in told.members}
    assert len(told.posts) == 2000
    assert all(joined[thing.author] <= thing.at < now for thing in (*told.posts, *told.comments))


def test_it_holds_three_communities_with_what_was_promised(told: Plan) -> None:
    staff = {entry.person for entry in told.staff}
    assert len(told.sites) == len(told.operators) == 3
    assert len(told.posts) == 2000
    assert 8_000 <= len(told.comments) <= 11_000
    assert len({person.key for person in told.persons} - staff) == 300
    assert sum(post.is_hero for post in told.posts) >= 60


def test_some_persons_are_members_of_two_sites(told: Plan) -> None:
    sites = Counter(member.person for member in told.members)
    assert sum(count == 2 for count in sites.values()) >= 20


def test_every_staff_role_is_filled(told: Plan) -> None:
    roles = {(entry.site, entry.role) for entry in told.staff}
    assert roles >= {("", "privacy_officer"), ("", "operator_admin")}
    for site in told.sites:
        assert roles >= {(site.slug, "owner"), (site.slug, "manager"), (site.slug, "moderator")}


def test_every_board_has_posts_and_each_site_an_announcement_board(told: Plan) -> None:
    filled = Counter((post.site, post.board) for post in told.posts)
    assert all(filled[board.site, board.slug] >= 15 for board in told.boards)
    announcing = {board.site for board in told.boards if board.kind == "announcement"}
    assert announcing == {site.slug for site in told.sites}


def test_only_staff_write_on_staff_boards(told: Plan) -> None:
    closed = {(board.site, board.slug) for board in told.boards if board.postable_by == "staff"}
    staff = {entry.person for entry in told.staff}
    person = {member.key: member.person for member in told.members}
    assert all(person[post.author] in staff for post in told.posts if (post.site, post.board) in closed)


def test_nobody_writes_before_joining_or_after_now(told: Plan) -> None:
    joined = {member.key: member.joined_at for member in told.members}
    assert all(joined[post.author] <= post.at <= NOW for post in told.posts)
    assert all(joined[comment.author] <= comment.at <= NOW for comment in told.comments)
    assert all(joined[like.member] <= like.at <= NOW for like in told.likes)


def test_comments_come_after_their_posts_and_replies_after_their_comments(told: Plan) -> None:
    at = {post.key: post.at for post in told.posts}
    comments = {comment.key: comment for comment in told.comments}
    assert all(at[comment.post] < comment.at for comment in told.comments)
    for reply in (comment for comment in told.comments if comment.parent):
        parent = comments[reply.parent or ""]
        assert parent.parent is None
        assert parent.post == reply.post
        assert parent.at < reply.at


def test_everybody_speaks_on_their_own_site(told: Plan) -> None:
    site = {post.key: post.site for post in told.posts}
    assert all(post.author.startswith(post.site + "/") for post in told.posts)
    assert all(comment.author.startswith(site[comment.post] + "/") for comment in told.comments)


def test_likes_are_given_once_and_never_to_oneself(told: Plan) -> None:
    author = {thing.key: thing.author for thing in (*told.posts, *told.comments)}
    assert len({(like.member, like.subject) for like in told.likes}) == len(told.likes)
    assert all(author[like.subject] != like.member for like in told.likes)


def test_likes_have_a_long_tail(told: Plan) -> None:
    liked = Counter(like.subject for like in told.likes)
    counts = sorted((liked[post.key] for post in told.posts), reverse=True)
    assert counts[0] >= 30
    assert 1 <= counts[1000] <= 8


def test_everything_is_in_the_order_of_time(told: Plan) -> None:
    for things in (told.posts, told.comments, told.likes):
        moments = [thing.at for thing in things]
        assert moments == sorted(moments)


def test_pictures_are_ones_that_can_be_drawn(told: Plan) -> None:
    covers = {(post.cover.motive, post.cover.seed) for post in told.posts if post.cover}
    inline = {picture.motive for post in told.posts for picture in post.inline}
    avatars = {member.avatar.motive for member in told.members if member.avatar and member.avatar.kind == "avatar"}
    assert 150 <= len(covers) <= 320
    assert {motive for motive, _ in covers} | inline <= set(MOTIVES)
    assert avatars <= set(FACES)


def test_nobody_shows_another_members_photograph(told: Plan) -> None:
    shown = [(post.site, post.cover.motive, post.cover.seed, post.author) for post in told.posts if post.cover]
    assert len({drawing[:3] for drawing in shown}) == len(set(shown))
    assert sum(post.cover is not None for post in told.posts[-100:]) >= 30


def test_the_newest_posts_of_each_site_are_the_hand_written_ones(told: Plan) -> None:
    for site in told.sites:
        newest = [post for post in reversed(told.posts) if post.site == site.slug][:5]
        assert all(post.is_hero for post in newest)


def test_the_logins_name_existing_accounts(told: Plan) -> None:
    emails = {person.email for person in told.persons}
    assert {login.email for login in told.logins} <= emails
    assert {login.who for login in told.logins} == {
        *("owner", "manager", "moderator", "privacy_officer", "operator_admin", "member"),
    }
