"""Pictures that no row names go after a day; everything that a row names, and everything that is no picture, stays."""

import os
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from coorum.accounts.models import Member
from coorum.accounts.queries import viewer_on_site
from coorum.base import clock, files
from coorum.base.files import tasks
from coorum.base.scope import provider_scope, site_scope
from coorum.community import actions
from coorum.community.models import Picture
from coorum.sites.models import Site
from tests.cast import Cast

Keep = Callable[..., str]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.COORUM_FILES = tmp_path / "files"
    return Path(settings.COORUM_FILES)


@pytest.fixture
def keep(folder: Path) -> Keep:
    """Put a file as if it had been written hours ago; its key."""

    def put(site_id: UUID, *, hours: float, media_type: str = "image/webp") -> str:
        key = files.put(site_id, b"bytes", media_type).key
        at = (clock.now() - timedelta(hours=hours)).timestamp()
        os.utime(folder / key, (at, at))
        return key

    return put


def there_are(cast: Cast) -> set[str]:
    return set(files.keys(cast.kissa.id, before=clock.now() + timedelta(days=1)))


def test_what_no_row_names_goes_after_a_day(cast: Cast, on_kissa: UUID, keep: Keep) -> None:
    old, fresh = keep(on_kissa, hours=25), keep(on_kissa, hours=23)
    elsewhere = keep(cast.kiri.id, hours=25)
    tasks.drop_orphans.shell()
    assert there_are(cast) == {fresh}
    assert old != fresh
    assert files.read(cast.kiri.id, elsewhere)


def test_what_a_row_names_stays(cast: Cast, keep: Keep) -> None:
    logo, hero, face = (keep(cast.kissa.id, hours=48) for _each in range(3))
    with provider_scope():
        Site.objects.filter(id=cast.kissa.id).update(logo_key=logo, hero_key=hero)
    with site_scope(cast.kissa.id):
        Member.objects.filter(person=cast.taro).update(avatar_key=face)
        tasks.drop_orphans.shell()
    assert there_are(cast) == {logo, hero, face}


def test_every_size_of_a_picture_stays_and_goes_with_it(
    cast: Cast, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    drawn = BytesIO()
    Image.linear_gradient("L").resize((640, 480)).save(drawn, "PNG")
    with site_scope(cast.kissa.id):
        picture = actions.add_picture(viewer_on_site(cast.taro), upload=drawn.getvalue())
        kept = {one["key"] for one in picture.renditions}
        for key in kept:
            os.utime(folder / key, (0, 0))
        tasks.drop_orphans.shell()
        assert there_are(cast) == kept
        Picture.objects.all().delete()
        tasks.drop_orphans.shell()
        assert there_are(cast) == set()


def test_the_face_of_somebody_who_left_goes(cast: Cast, keep: Keep) -> None:
    from coorum.provision.actions import leave_site

    face = keep(cast.kissa.id, hours=48)
    with site_scope(cast.kissa.id):
        Member.objects.filter(person=cast.taro).update(avatar_key=face)
        leave_site(viewer_on_site(cast.taro), keep_posts=True)
        tasks.drop_orphans.shell()
    assert there_are(cast) == set()


def test_what_is_no_picture_belongs_to_the_room_that_wrote_it(cast: Cast, on_kissa: UUID, keep: Keep) -> None:
    archive = keep(on_kissa, hours=48, media_type="application/zip")
    tasks.drop_orphans.shell()
    assert there_are(cast) == {archive}


def test_what_died_while_it_was_written_goes_after_a_day(folder: Path) -> None:
    unfinished = folder / ".unfinished"
    unfinished.mkdir(parents=True)
    for name, hours in (("old", 25), ("new", 1)):
        at = (clock.now() - timedelta(hours=hours)).timestamp()
        (unfinished / name).write_bytes(b"half")
        os.utime(unfinished / name, (at, at))
    tasks.drop_unfinished.shell()
    assert [path.name for path in unfinished.iterdir()] == ["new"]
