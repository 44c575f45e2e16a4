"""A small house for the stories, made by actions only: two sites, an officer, an owner, some members, a few posts.

Run in the environment of the house (see conftest.py): `python -m tests.stories.seed`.
"""

import os

import django

django.setup()

from uuid import uuid4  # noqa: E402

from allauth.account.models import EmailAddress  # noqa: E402
from django.conf import settings  # noqa: E402

from coorum.accounts import actions as accounts  # noqa: E402
from coorum.accounts import queries as people  # noqa: E402
from coorum.accounts.models import Person  # noqa: E402
from coorum.accounts.roles import Duty, Role  # noqa: E402
from coorum.base import clock  # noqa: E402
from coorum.base.events import SYSTEM, Party  # noqa: E402
from coorum.base.scope import provider_scope, site_scope  # noqa: E402
from coorum.community import actions as community  # noqa: E402
from coorum.community import queries as reading  # noqa: E402
from coorum.consent.kinds import PolicyKind  # noqa: E402
from coorum.consent.notice import joining_notice  # noqa: E402
from coorum.demo.loading import requests  # noqa: E402
from coorum.demo.loading.factors import give_apps  # noqa: E402
from coorum.demo.loading.provider import publish  # noqa: E402
from coorum.provision import actions as provision  # noqa: E402
from coorum.sites import actions as sites  # noqa: E402
from coorum.sites.kinds import Opening  # noqa: E402
from coorum.sites.models import Site  # noqa: E402
from tests.cast import PASSWORD, SECRET  # noqa: E402

BLOCK = {
    "legal_name": "架空コミュニティ株式会社",
    "legal_name_en": "Imaginary Community K.K.",
    "address": "東京都架空区本町4-5-6",
    "representative": "代表取締役 架空 花子",
    "contact_email": "privacy@provider.example",
}

#: Who writes in the stories: one for each, since nobody may write very much in an hour.
WRITERS = ("riku", "saki", "yuzu", "mado")
#: Who leaves in the stories, one for each language.
LEAVERS = ("nagi", "toki")
#: Who registered twice, the account that stays first; a pair for each language.
TWICE = (("mio", "mio-old"), ("ren", "ren-old"))


def person(name: str) -> Person:
    found = Person(email=f"{name}@people.example")
    found.set_password(PASSWORD)
    found.save()
    EmailAddress.objects.create(user=found, email=found.email, verified=True, primary=True)
    return found


def site(slug: str, name: str, host: str) -> Site:
    made = sites.create_site(
        SYSTEM,
        slug=slug,
        name=name,
        host=host,
        operator={**BLOCK, "legal_name": f"株式会社{name}", "legal_name_en": f"{slug.title()} Co., Ltd."},
    )
    with site_scope(made.id):
        publish(PolicyKind.OPERATOR_TERMS, made)
        publish(PolicyKind.OPERATOR_POLICY, made)
        sites.introduce_site(SYSTEM, made, tagline="一杯から始まる会話", welcome="はじめての方も、どうぞ気軽に。")
        sites.open_site(SYSTEM, made, opening=Opening.OPEN)
    return made


def join(who: Person, where: Site, name: str) -> None:
    fingerprint = joining_notice(where, "ja").fingerprint
    member = provision.join(who, fingerprint=fingerprint, language="ja", advertising=False)
    accounts.choose_display_name(member, display_name=name)


def register_twice(kissa: Site, kiri: Site) -> None:
    """Both accounts are members of one community, the old one of another too; both have said something."""
    for stays, goes in TWICE:
        with provider_scope():
            mine, old = person(stays), person(goes)
        with site_scope(kiri.id):
            join(old, kiri, f"{goes.title()}")
        with site_scope(kissa.id):
            for who, name in ((mine, stays), (old, goes)):
                join(who, kissa, name.title())
                viewer = people.viewer_on_site(who)
                talk = reading.board_for_words("coffee")
                assert talk
                title = f"{name}の豆"
                community.write_post(viewer, board=talk, title=title, body="中煎りが好きです。", key=uuid4())


def main() -> None:
    with provider_scope():
        sites.introduce_provider(SYSTEM, **BLOCK)
        publish(PolicyKind.PROVIDER_POLICY)
        publish(PolicyKind.PROVIDER_TERMS)
        accounts.appoint_officer(SYSTEM, email="desk@people.example", duty=Duty.ADMINISTRATOR, password=PASSWORD)
        accounts.appoint_officer(SYSTEM, email="officer@people.example", duty=Duty.PRIVACY_OFFICER, password=PASSWORD)
        kissa = site("kissa", "喫茶こもれび", settings.COORUM_PROVIDER_HOST)
        kiri = site("kiri", "木と釘", f"kiri.{settings.COORUM_PROVIDER_HOST}")
        owen, hana, kei, mei = (person(name) for name in ("owen", "hana", "kei", "mei"))
        officers = [Party("officer", one.id, one.ledger_ref) for one in Person.objects.filter(desk_role__isnull=False)]
        writers = [person(name) for name in (*WRITERS, *LEAVERS)]
    with site_scope(kissa.id):
        accounts.grant_role(SYSTEM, person=owen, role=Role.OWNER)
        join(owen, kissa, "こもれび事務局")
        join(hana, kissa, "はな")
        for writer, name in zip(writers, (*WRITERS, *LEAVERS), strict=True):
            join(writer, kissa, name.capitalize())
        owner, member = people.viewer_on_site(owen), people.viewer_on_site(hana)
        shop = os.environ["COORUM_SHOP_URL"]
        sites.list_embed_origins(SYSTEM, kissa, origins=[shop, shop.replace("localhost", "127.0.0.1")])
        news = community.open_board(owner, name="お知らせ", slug="news", kind="announcement", writers="staff")
        talk = community.open_board(owner, name="コーヒーの話", slug="coffee")
        community.open_board(owner, name="豆の話", slug="beans")
        ask = community.open_board(owner, name="質問ひろば", slug="ask", kind="questions")
        body = "浅煎りの豆です。85度で淹れると、すこし酸っぱくなります。"
        asked = community.write_post(member, board=ask, title="湯の温度は何度がよいですか", body=body, key=uuid4())
        community.post_comment(owner, post=asked, body="92度くらいから試してみてください。", key=uuid4())
        community.write_post(owner, board=news, title="ようこそ", body="はじめまして。", key=uuid4())
        first = community.write_post(
            member,
            board=talk,
            title="朝の一杯",
            body="みなさんは朝、何を淹れますか。\n\n- 深煎り\n- 浅煎り",
            key=uuid4(),
        )
        community.post_comment(owner, post=first, body="わたしは深煎りです。", key=uuid4())
    with site_scope(kiri.id):
        accounts.grant_role(SYSTEM, person=kei, role=Role.OWNER)
        join(kei, kiri, "木と釘事務局")
        join(mei, kiri, "めい")
    register_twice(kissa, kiri)
    for staff in ("desk", "officer", "owen", "kei"):
        give_apps({f"{staff}@people.example": SECRET})
    requests.ask(officers[0], officers[1], kissa.id, clock.now())


if __name__ == "__main__":
    main()
