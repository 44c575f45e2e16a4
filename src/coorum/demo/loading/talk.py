"""What was said, in the order in which it was said."""

from uuid import UUID, uuid5

from coorum.base import clock
from coorum.community import actions as community
from coorum.community import models
from coorum.demo import kinds
from coorum.demo.loading.people import Circle
from coorum.demo.loading.pictures import Album
from coorum.demo.pictures.gallery import encoded

type Happening = kinds.Post | kinds.Comment | kinds.Like

_FORMS = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # the namespace of the forms that were sent


def happenings(plan: kinds.Plan, site: str) -> list[Happening]:
    """The site's posts, comments and likes in the order of time."""
    told: list[Happening] = [post for post in plan.posts if post.site == site]
    told += [comment for comment in plan.comments if comment.post.startswith(f"{site}/")]
    told += [like for like in plan.likes if like.subject.startswith(f"{site}/")]
    return sorted(told, key=lambda happening: happening.at)


class Talk:
    """Says everything on the open scope's site. Staff speak under their own names, but in announcements."""

    def __init__(self, circle: Circle, boards: dict[str, models.Board], album: Album) -> None:
        self._circle, self._boards, self._album = circle, boards, album
        self._said: dict[str, models.Post | models.Comment] = {}

    def tell(self, happening: Happening) -> None:
        """Do it, at its moment."""
        with clock.held_at(happening.at):
            if isinstance(happening, kinds.Post):
                self._said[happening.key] = self._write(happening)
            elif isinstance(happening, kinds.Comment):
                self._said[happening.key] = self._comment(happening)
            else:
                community.like(self._circle[happening.member], subject=self._said[happening.subject])

    def _write(self, post: kinds.Post) -> models.Post:
        author, body = self._circle[post.author], post.body
        for number, picture in enumerate(post.inline):
            kept = community.add_picture(author, upload=encoded(picture))
            body = body.replace(f"(picture:{number})", f"(picture:{kept.id})")
        return community.write_post(
            author,
            board=self._boards[post.board],
            title=post.title,
            body=body,
            key=uuid5(_FORMS, post.key),
            cover=self._album.cover(author, post.cover) if post.cover else None,
        )

    def _comment(self, comment: kinds.Comment) -> models.Comment:
        author, key = self._circle[comment.author], uuid5(_FORMS, comment.key)
        if comment.parent:
            to = self._said[comment.parent]
            return community.reply(
                author, to=to if isinstance(to, models.Comment) else None, body=comment.body, key=key
            )
        post = self._said[comment.post]
        return community.post_comment(
            author, post=post if isinstance(post, models.Post) else None, body=comment.body, key=key
        )
