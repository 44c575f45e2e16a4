"""What the room keeps about somebody: handed out whole, and let go when they leave, are erased, or removed it long ago."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base import clock, files
from coorum.base.ids import new_id
from coorum.base.letting_go import LetGo
from coorum.base.personal_data import Keeper, Subject, datasets
from coorum.community import actions, queries
from coorum.community.models import (
    Board,
    Comment,
    CommentLike,
    CommentRemoval,
    Draft,
    Picture,
    Post,
    PostLike,
    PostRemoval,
    PostVisit,
)
from coorum.provision.actions import leave_site
from tests.cast import Cast
from tests.periods import let_go

ROOMS = ("community.words", "community.traces", "community.pictures")


def keeper(name: str) -> Keeper:
    found = next(dataset.keeper for dataset in datasets() if dataset.name == name)
    assert found is not None
    return found


def subject_of(viewer: Viewer) -> Subject:
    assert viewer.member is not None
    return Subject(viewer.person.id, viewer.member.site_id, viewer.member.id)


def handed_out(viewer: Viewer) -> list[dict[str, Any]]:
    return [dict(one) for name in ROOMS for one in keeper(name).export(subject_of(viewer))]


def erase(viewer: Viewer) -> None:
    for name in ROOMS:
        keeper(name).erase(subject_of(viewer))


def page_of(viewer: Viewer, post: Post) -> queries.PostPage:
    found = queries.post_to_show(viewer, post.id)
    assert found is not None
    return queries.post_page(viewer, found)


@pytest.fixture
def picture(hana: Viewer) -> Picture:
    drawn = BytesIO()
    Image.linear_gradient("L").resize((320, 200)).save(drawn, "PNG")
    return actions.add_picture(hana, upload=drawn.getvalue())


@pytest.fixture
def talk(hana: Viewer, taro: Viewer, post: Post, board: Board, picture: Picture) -> Comment:
    """Hana's post, comment, like, visit, draft and picture; Taro answered and likes both. Hana's comment."""
    said = actions.post_comment(hana, post=post, body="わたしは六時です。", key=new_id())
    answer = actions.reply(taro, to=said, body="早いですね。", key=new_id())
    actions.like(taro, subject=post)
    actions.like(taro, subject=said)
    actions.like(hana, subject=answer)
    actions.like(hana, subject=post)
    actions.visit_post(hana, page=page_of(hana, post))
    actions.save_draft(hana, kind="post", board=board, title="書きかけ", body="まだ", key=new_id())
    return said


def test_everything_of_theirs_is_handed_out_and_nothing_of_others(hana: Viewer, talk: Comment) -> None:
    found = handed_out(hana)
    kinds = sorted(one["kind"] for one in found)
    assert kinds == ["comment", "draft", "like", "like", "picture", "post", "visit"]
    words = " ".join(str(value) for one in found for value in one.values())
    assert "みなさんは**何時**に飲みますか。" in words
    assert "わたしは六時です。" in words
    assert "書きかけ" in words
    assert "早いですね。" not in words


def test_the_files_of_their_pictures_are_handed_out(hana: Viewer, picture: Picture) -> None:
    (one,) = keeper("community.pictures").export(subject_of(hana))
    assert all(files.read(picture.site_id, key) for key in one["files"])


def test_what_was_removed_is_handed_out_until_it_is_emptied(hana: Viewer, talk: Comment) -> None:
    actions.remove_comment(hana, comment=talk)
    assert "わたしは六時です。" in str(handed_out(hana))
    CommentRemoval.objects.update(removed_at=clock.now() - timedelta(days=31))
    let_go("community.removed_comments")
    assert "わたしは六時です。" not in str(handed_out(hana))


def test_who_is_no_member_has_drafts_and_pictures_only(hana: Viewer, talk: Comment) -> None:
    somebody = Subject(hana.person.id, talk.site_id)
    assert list(keeper("community.words").export(somebody)) == []
    assert [one["kind"] for one in keeper("community.traces").export(somebody)] == ["draft"]
    assert keeper("community.words").erase(somebody) == LetGo()
    assert keeper("community.traces").erase(somebody) == LetGo(erased=1)


def test_erasing_leaves_gaps_and_the_answers_of_others(
    hana: Viewer, taro: Viewer, talk: Comment, post: Post, django_capture_on_commit_callbacks: Any
) -> None:
    keys = [one["key"] for one in Picture.objects.get().renditions]
    with django_capture_on_commit_callbacks(execute=True):
        erase(hana)
    left = handed_out(hana)
    assert all(not one.get("body") and not one.get("title") for one in left)
    assert {one["kind"] for one in left} == {"post", "comment"}
    post.refresh_from_db()
    talk.refresh_from_db()
    assert (post.title, post.body, post.body_html, post.excerpt) == ("", "", "", "")
    assert (talk.body, talk.body_html) == ("", "")
    assert Comment.objects.get(parent=talk).body == "早いですね。"
    assert (post.like_count, PostLike.objects.count(), CommentLike.objects.count()) == (1, 1, 1)
    assert not queries.posts_visible_to(taro).exists()
    for key in keys:
        with pytest.raises(files.Missing):
            files.read(talk.site_id, key)


def test_erasing_twice_is_no_mistake(hana: Viewer, talk: Comment) -> None:
    erase(hana)
    erase(hana)
    assert PostRemoval.objects.count() == CommentRemoval.objects.count() == 1


@pytest.mark.parametrize("kept", [True, False])
def test_who_leaves_says_what_becomes_of_the_words(
    cast: Cast, hana: Viewer, taro: Viewer, talk: Comment, post: Post, *, kept: bool
) -> None:
    leave_site(hana, keep_posts=kept)
    assert not Draft.objects.exists()
    assert not PostVisit.objects.exists()
    assert not CommentLike.objects.filter(member=hana.member).exists()
    assert queries.posts_visible_to(taro).exists() is kept
    talk.refresh_from_db()
    assert bool(talk.body) is kept
    assert Comment.objects.get(parent=talk).body == "早いですね。"
    if kept:
        page = page_of(viewer_on_site(cast.taro), post)
        assert page.author is None or page.author.display_name != "Hana"


def test_what_was_left_standing_outlives_the_erasure(hana: Viewer, taro: Viewer, talk: Comment) -> None:
    subject = subject_of(hana)
    leave_site(hana, keep_posts=True)
    for name in ROOMS:
        keeper(name).erase(subject)
    talk.refresh_from_db()
    assert talk.body
    assert queries.posts_visible_to(taro).exists()


def test_removed_words_are_emptied_after_thirty_days_and_not_before(hana: Viewer, talk: Comment, post: Post) -> None:
    actions.remove_comment(hana, comment=talk)
    actions.remove_post(hana, post=post)
    for days, emptied in ((29, False), (31, True)):
        at = clock.now() - timedelta(days=days)
        PostRemoval.objects.update(removed_at=at)
        CommentRemoval.objects.update(removed_at=at)
        let_go("community.removed_posts")
        let_go("community.removed_comments")
        post.refresh_from_db()
        talk.refresh_from_db()
        assert [not post.body, not post.title, not talk.body] == [emptied] * 3
    assert Comment.objects.get(parent=talk).body == "早いですね。"
    assert let_go("community.removed_posts") + let_go("community.removed_comments") == 0


def test_what_still_stands_is_never_emptied(talk: Comment, post: Post, on_kissa: UUID) -> None:
    with clock.held_at(clock.now() + timedelta(days=400)):
        assert let_go("community.removed_posts") + let_go("community.removed_comments") == 0
    post.refresh_from_db()
    assert post.body
