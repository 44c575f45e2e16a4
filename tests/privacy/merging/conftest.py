"""Somebody with two accounts: `old` is a member of Kissa and Kiri, `mine` of Kissa only; both agreed to other things."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import links
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope, site_scope
from coorum.community import actions as community
from coorum.community.models import Board, Post
from coorum.consent import actions as consent
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import joining_notice
from coorum.privacy.actions import merging
from coorum.privacy.merging.preview import preview
from coorum.privacy.models import Merge
from coorum.provision import actions as provision
from coorum.sites.models import Site
from tests.cast import PASSWORD, Cast


@pytest.fixture(autouse=True)
def _ways(tmp_path: Path, settings: Any) -> None:
    settings.COORUM_TOMBSTONES = tmp_path / "tombstones"
    for kind in ("merging", "recover", "erasure_proof"):
        links._builders.setdefault(kind, lambda one, kind=kind: f"/{kind}/{one.hex}/")


@dataclass(frozen=True)
class Pair:
    """`old` goes, `mine` stays."""

    cast: Cast
    old: Person
    mine: Person

    def merge(self, old: Person | None = None, mine: Person | None = None) -> Merge:
        """As the door does it, after both were proved and the preview was shown."""
        with provider_scope():
            going, staying = (Person.objects.get(id=one.id) for one in (old or self.old, mine or self.mine))
            epochs, seen = (going.epoch, staying.epoch), preview(going, staying).digest
            return merging.merge_accounts(staying, going=going, epochs=epochs, seen=seen)

    def undo(self, person: Person | None = None) -> Merge:
        with provider_scope():
            return merging.undo_merge(person or self.old)

    def voices(self, site: Site) -> dict[str, str]:
        """Title to user ID of who said it, on this site."""
        with site_scope(site.id):
            return dict(Post.objects.exclude(author=None).values_list("title", "author__user_id"))

    def kinds(self, person: Person, site: Site) -> set[str]:
        from coorum.consent.queries import kinds_in_force

        with site_scope(site.id):
            return {str(one.value) for one in kinds_in_force(person.id)}


@pytest.fixture
def pair(cast: Cast) -> Pair:
    old, mine = (_person(f"{name}@people.example") for name in ("mukashi", "ima"))
    for site, person, name in ((cast.kissa, old, "mukashi"), (cast.kissa, mine, "ima"), (cast.kiri, old, "kiri_old")):
        _join(site, person, name, advertising=person is old)
    with site_scope(cast.kissa.id):
        consent.withdraw_consent(old, kind=ConsentKind.ADVERTISING, by="test")
        notice = joining_notice(cast.kissa, "ja")
        provision.agree_again(mine, kind=ConsentKind.ADVERTISING, fingerprint=notice.fingerprint, language="ja")
    _talk(cast, cast.kissa, {"昔の話": old, "今の話": mine}, likers=(old, mine))
    _talk(cast, cast.kiri, {"木の話": old})
    return Pair(cast, old, mine)


def write(person: Person, site: Site, title: str) -> UUID:
    with site_scope(site.id):
        board = Board.objects.get(slug="talk")
        return community.write_post(
            people.viewer_on_site(person), board=board, title=title, body="言葉", key=new_id()
        ).id


def _person(email: str) -> Person:
    with provider_scope():
        person = accounts.register_person(email=email, password=PASSWORD, language="ja")
        accounts.verify_address(person)
    return person


def _join(site: Site, person: Person, name: str, *, advertising: bool) -> None:
    with site_scope(site.id):
        fingerprint = joining_notice(site, "ja").fingerprint
        member = provision.join(person, fingerprint=fingerprint, language="ja", advertising=advertising)
        accounts.choose_display_name(member, display_name=name.title())
        accounts.choose_user_id(member, user_id=name)


def _talk(cast: Cast, site: Site, said: dict[str, Person], likers: tuple[Person, ...] = ()) -> None:
    with site_scope(site.id):
        board = Board.new(slug="talk", name="おしゃべり", opened_at=people.clock.now())
        board.save()
        posts = [
            community.write_post(people.viewer_on_site(one), board=board, title=title, body="言葉", key=new_id())
            for title, one in said.items()
        ]
        writer = people.viewer_on_site(next(iter(said.values())))
        community.save_draft(writer, kind="post", board=board, title="下書き", body="まだ", key=new_id())
        hanas = community.write_post(
            people.viewer_on_site(cast.hana), board=board, title="花の話", body="言葉", key=new_id()
        )
        for liker in likers:
            community.like(people.viewer_on_site(liker), subject=hanas)
        if likers:
            community.like(people.viewer_on_site(likers[0]), subject=posts[1])
