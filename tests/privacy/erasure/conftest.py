"""A canary: somebody with a row in every room, whose name and words are found nowhere else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import HandOff, Invitation, Person, Session
from coorum.accounts.references import address_mark
from coorum.base import clock, files, links, mail
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope, site_scope
from coorum.community import actions as community
from coorum.consent.notice import joining_notice
from coorum.privacy import actions as requests
from coorum.privacy.actions import erasing, incidents
from coorum.privacy.kinds import Kind
from coorum.privacy.models import Erasure
from coorum.privacy.tasks import carry_on
from coorum.provision import actions as provision
from coorum.sites.models import Site
from tests.cast import PASSWORD, Cast

#: Nothing else in the house holds any of these.
CANARIES = ("kanarie.7f3a", "カナリア七三", "canary_7f3a", "七三の自己紹介", "七三の投稿", "七三の返事", "七三の下書き")


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, settings: Any) -> None:
    """Files and tombstones of this test's own; letters name a page of the portal's door."""
    settings.COORUM_TOMBSTONES = tmp_path / "tombstones"
    settings.COORUM_FILES = tmp_path / "files"
    links._builders.setdefault("erasure_proof", lambda one: f"/erasures/{one.hex}/")


@pytest.fixture
def canary(cast: Cast) -> Person:
    """In every room: sign-in, membership, consent, provision, look-ups, words, traces, pictures, letters, a case, an incident."""
    with provider_scope():
        person = accounts.register_person(email="kanarie.7f3a@people.example", password=PASSWORD, language="ja")
        accounts.verify_address(person)
        now = clock.now()
        later = now + timedelta(days=9)
        Session.objects.create(
            session_key="c", session_data="kanarie.7f3a", expire_date=later, person=person, agent="x"
        )
        HandOff.objects.create(code_hash="c", person=person, host="kissa.test", challenge="c", made_at=now)
        mail.send("request_told", to=person.email, subject="カナリア七三様", text="七三の返事", key=new_id())
        requests.confirm_identity(person, request=requests.ask(person, kind=Kind.CORRECTION, words="直してください"))
        one = incidents.report_suspicion(SYSTEM, title="漏えい", words="疑い", department="保守", noticed_at=now)
        incidents.name_persons(SYSTEM, incident=one, ids=[person.id])
    _take_part(cast, person)
    with site_scope(cast.kiri.id):
        hour = timedelta(hours=1)
        facts = {"code_hash": "c", "invited_by": new_id(), "invited_at": clock.now(), "expires_at": clock.now() + hour}
        Invitation.new(email=person.email, mark=address_mark(cast.kiri.id, person.email), **facts).save()
    return person


def _take_part(cast: Cast, person: Person) -> None:
    with site_scope(cast.kissa.id):
        owen = people.viewer_on_site(cast.owen)
        board = community.open_board(owen, name="おしゃべり", slug="talk")
        taros = community.write_post(
            people.viewer_on_site(cast.taro), board=board, title="朝", body="みなさんは？", key=new_id()
        )
        notice = joining_notice(cast.kissa, "ja")
        member = provision.join(person, fingerprint=notice.fingerprint, language="ja", advertising=True)
        accounts.change_profile(member, display_name="カナリア七三", bio="七三の自己紹介")
        accounts.choose_user_id(member, user_id="canary_7f3a")
        face = files.put(cast.kissa.id, b"a face", "image/webp")
        accounts.choose_avatar(member, avatar_key=face.key)
        viewer = people.viewer_on_site(person)
        drawn = BytesIO()
        Image.new("RGB", (64, 48), "teal").save(drawn, "PNG")
        picture = community.add_picture(viewer, upload=drawn.getvalue())
        words = f"七三の投稿 ![絵](picture:{picture.id})"
        community.write_post(viewer, board=board, title="七三の投稿", body=words, key=new_id())
        said = community.post_comment(viewer, post=taros, body="七三の返事", key=new_id())
        community.reply(people.viewer_on_site(cast.taro), to=said, body="なるほど", key=new_id())
        community.like(viewer, subject=taros)
        community.save_draft(viewer, kind="post", board=board, title="七三の下書き", body="七三の下書き", key=new_id())
        provision.list_members(owen, search="カナリア")
        provision.export_members(owen)


@pytest.fixture
def deliver() -> Callable[[], None]:
    """Send what waits in the outbox."""

    def send() -> None:
        with provider_scope():
            for letter in list(Letter.objects.filter(sent_at=None)):
                mail.deliver.shell(str(letter.id))

    return send


@pytest.fixture
def leave(cast: Cast) -> Callable[..., Erasure]:
    """`leave(person, site=None, keep_posts=False)`: asked and confirmed."""

    def ask(person: Person, site: Site | None = None, *, keep_posts: bool = False) -> Erasure:
        with provider_scope():
            return erasing.confirm(person, erasure=erasing.ask_to_leave(person, community=site, keep_posts=keep_posts))

    return ask


def pass_time(until: datetime) -> None:
    """It becomes `until`, and the worker does what is due."""
    with clock.held_at(until), provider_scope():
        erasing.watch()
        for erasure in Erasure.objects.filter(state__in=["erasing", "residual"]):
            carry_on.shell(str(erasure.id))
        for erasure in Erasure.objects.filter(state="backup_aged"):
            erasing.prove(erasure.id)
