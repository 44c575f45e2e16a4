"""Shells for the worker."""

from uuid import UUID

from coorum.base.tasks import task


@task(queue="pictures", can_wait=True)
def make_avif(picture_id: str) -> None:
    """The smaller files of a new picture."""
    from coorum.community.actions import pictures

    pictures.make_avif(UUID(picture_id))
