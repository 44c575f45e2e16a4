"""What was said, thread by thread: each whole or not at all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.community import actions as community
from coorum.community import models
from coorum.demo import kinds
from coorum.demo.loading.people import Circle
from coorum.demo.loading.pictures import Album
from coorum.demo.pictures.gallery import encoded

_FORMS = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # the namespace of the forms that were sent


@dataclass(frozen=True)
class Thread:
    """A post, and what was answered and liked there, in the order of time."""

    post: kinds.Post
    answers: tuple[kinds.Comment | kinds.Like, ...]

    @property
    def key(self) -> UUID:
        """The key of the form it was sent with: by it a told thread is known."""
        return uuid5(_FORMS, self.post.key)

    @property
    def voices(self) -> set[str]:
        """The keys of the members who speak or like."""
        said = {answer.author if isinstance(answer, kinds.Comment) else answer.member for answer in self.answers}
        settled = {one for one in (self.post.best_by, self.post.closed_by, self.post.decided_by) if one}
        return {self.post.author, *said, *settled}


def threads(plan: kinds.Plan, site: str) -> list[Thread]:
    """The site's threads, the newest first."""
    posts = [post for post in plan.posts if post.site == site]
    post_of = {post.key: post.key for post in posts}
    answers: dict[str, list[kinds.Comment | kinds.Like]] = defaultdict(list)
    for comment in plan.comments:
        if comment.post in post_of:
            post_of[comment.key] = comment.post
            answers[comment.post].append(comment)
    for like in plan.likes:
        if like.subject in post_of:
            answers[post_of[like.subject]].append(like)
    return [Thread(post, tuple(sorted(answers[post.key], key=lambda each: each.at))) for post in reversed(posts)]


class Talk:
    """Says everything on the open scope's site. Staff speak under their own names, but in announcements."""

    def __init__(self, circle: Circle, boards: dict[str, models.Board], album: Album) -> None:
        self._circle, self._boards, self._album = circle, boards, album

    def tell(self, thread: Thread) -> None:
        """Tell it whole; or not at all, where somebody has meanwhile left, or closed or taken away the board."""
        post = thread.post
        if post.board not in self._boards or not all(voice in self._circle for voice in thread.voices):
            return
        try:
            with clock.held_at(post.at):
                cover = self._album.cover(self._circle[post.author], post.cover) if post.cover else None
            self._tell(thread, cover)
        except Refused:
            return

    @action
    def _tell(self, thread: Thread, cover: models.Picture | None) -> None:
        with clock.held_at(thread.post.at):
            said: dict[str, models.Post | models.Comment] = {thread.post.key: self._write(thread, cover)}
        for answer in thread.answers:
            with clock.held_at(answer.at):
                if isinstance(answer, kinds.Comment):
                    said[answer.key] = self._comment(answer, said)
                else:
                    community.like(self._circle[answer.member], subject=said[answer.subject])
        self._settle(thread.post, said, thread.answers[-1].at if thread.answers else thread.post.at)

    def _settle(self, post: kinds.Post, said: dict[str, models.Post | models.Comment], at: datetime) -> None:
        """What became of a question or an idea, in the end."""
        asked, best = said[post.key], said.get(post.best)
        with clock.held_at(at):
            if isinstance(asked, models.Post) and isinstance(best, models.Comment):
                community.choose_answer(self._circle[post.best_by], post=asked, comment=best)
            if isinstance(asked, models.Post) and post.closed_by:
                community.close_question(self._circle[post.closed_by], post=asked)
            if isinstance(asked, models.Post) and post.decided:
                state, _, words = post.decided.partition(": ")
                community.decide_idea(self._circle[post.decided_by], post=asked, state=state, words=words)

    def _write(self, thread: Thread, cover: models.Picture | None) -> models.Post:
        post = thread.post
        author, body = self._circle[post.author], post.body
        for number, picture in enumerate(post.inline):
            kept = community.add_picture(author, upload=encoded(picture))
            body = body.replace(f"(picture:{number})", f"(picture:{kept.id})")
        return community.write_post(
            author, board=self._boards[post.board], title=post.title, body=body, key=thread.key, cover=cover
        )

    def _comment(self, comment: kinds.Comment, said: dict[str, models.Post | models.Comment]) -> models.Comment:
        author, key = self._circle[comment.author], uuid5(_FORMS, comment.key)
        if comment.parent:
            to = said[comment.parent]
            return community.reply(
                author, to=to if isinstance(to, models.Comment) else None, body=comment.body, key=key
            )
        post = said[comment.post]
        return community.post_comment(
            author, post=post if isinstance(post, models.Post) else None, body=comment.body, key=key
        )
