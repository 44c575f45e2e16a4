"""Shells for the worker."""

from uuid import UUID

from coorum.base.tasks import task


@task()
def empty_what_was_removed() -> None:
    """Daily, for each site: words removed 30 days ago are emptied for good."""
    from coorum.community.actions.emptying import empty_removed

    while empty_removed():
        pass


@task(queue="pictures")
def make_avif(picture_id: str) -> None:
    """The smaller files of a new picture."""
    from coorum.community.actions import pictures

    pictures.make_avif(UUID(picture_id))


@task()
def drop_unplaced_pictures() -> None:
    """Daily, for each site: pictures that nothing came to show."""
    from coorum.community.actions.pictures import drop_unplaced

    drop_unplaced()
