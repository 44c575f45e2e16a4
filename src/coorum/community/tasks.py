"""Shells for the worker."""

from uuid import UUID

from coorum.base.tasks import task


@task(queue="pictures", can_wait=True)
def make_avif(picture_id: str) -> None:
    """The smaller files of a new picture."""
    from coorum.community.actions import pictures

    pictures.make_avif(UUID(picture_id))


@task()
def tell_of_comment(comment_id: str) -> None:
    """Whom a comment or a reply concerns."""
    from coorum.community.actions import telling

    telling.tell_of_comment(UUID(comment_id))


@task()
def tell_of_choice(comment_id: str) -> None:
    """Whose answer solved a question."""
    from coorum.community.actions import telling

    telling.tell_of_choice(UUID(comment_id))


@task()
def tell_of_like(kind: str, spoken_id: str, liker_id: str) -> None:
    """Whose words were liked."""
    from coorum.community.actions import telling

    telling.tell_of_like(kind, UUID(spoken_id), UUID(liker_id))


@task()
def tell_of_announcement(post_id: str, after: str = "") -> None:
    """The next of all who may read it, and then the next."""
    from coorum.community.actions import telling

    last = telling.tell_of_announcement(UUID(post_id), UUID(after) if after else None)
    if last is not None:
        tell_of_announcement.later(post_id, str(last))


@task()
def index_words(kind: str, spoken_id: str) -> None:
    """What a post or a comment is found by."""
    from coorum.community.actions import indexing

    indexing.index_words(kind, [UUID(spoken_id)])


@task()
def index_thread(post_id: str) -> None:
    """What a post and its comments are found by."""
    from coorum.community.actions import indexing

    indexing.index_thread(UUID(post_id))


@task()
def index_all(kind: str = "post", after: str = "") -> None:
    """Make the whole index of the site anew: the next, and then the next."""
    from coorum.community.actions import indexing

    last = indexing.index_next(kind, UUID(after) if after else None)
    if last is not None:
        index_all.later(kind, str(last))
    elif kind == "post":
        index_all.later("comment")
