"""Whoever reads a version sees who saw it published, and takes the stamp along to check it."""

from pathlib import Path
from typing import Any

import pytest

from coorum.base.scope import provider_scope
from coorum.promises import actions, publications
from coorum.promises.models import Stamp
from tests.cast import Cast
from tests.promises.test_publish_policy import publish
from tests.promises.witness import stamping

pytestmark = pytest.mark.usefixtures("toy_policies")


def test_the_stamp_of_a_version_is_shown_and_taken_along(cast: Cast, visit: Any, settings: Any, tmp_path: Path) -> None:
    with provider_scope():
        version = publish()
        with stamping(settings, tmp_path):
            actions.stamp_next()
    way = "/documents/privacy/1.0/"
    page = visit(cast.kissa).get(way).content.decode()
    assert "Imaginary Time Stampsによるタイムスタンプ" in page
    assert visit(cast.kissa).get(f"{way}publication.json").content == publications.publication_of(version)
    stamp = Stamp.objects.get()
    assert visit(cast.kissa).get(f"{way}stamp.tsr").content == bytes(stamp.token)
    assert visit(cast.kissa).get(f"{way}roots.pem").content.startswith(b"-----BEGIN CERTIFICATE-----")


def test_a_version_nobody_saw_says_so(cast: Cast, visit: Any) -> None:
    with provider_scope():
        publish()
    guest = visit(cast.kissa)
    assert "外から確かめた記録は、まだありません" in guest.get("/documents/privacy/1.0/").content.decode()
    assert guest.get("/documents/privacy/1.0/stamp.tsr").status_code == 404
