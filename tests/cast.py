"""The same people and the same three sites in every story.

Kissa (喫茶こもれび) and Kiri (木と釘) are ordinary sites of two operators, Souko (倉庫係) is a closed one. Hana is a member of
Kissa and Kiri, Taro of Kissa only, Mika of Kiri only; Owen owns Kissa for its operator, Desk works for the provider.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from coorum.accounts.models import DeskRole, Member, Person, StaffRole
from coorum.accounts.roles import Duty, Role
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.scope import provider_scope, site_scope
from coorum.sites.models import Domain, Opening, Operator, Provider, Site

PASSWORD = "correct horse battery staple"
#: What the authenticator apps of the stories' staff know.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The block is refused, with this code (the words depend on the reader's language)."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code


@dataclass(frozen=True)
class Cast:
    """Everybody by first name."""

    kissa: Site
    kiri: Site
    souko: Site
    hana: Person
    taro: Person
    mika: Person
    owen: Person
    desk: Person

    def member(self, person: Person, site: Site) -> Member:
        with site_scope(site.id):
            return Member.objects.get(person=person)


def _site(slug: str, name: str, opening: str = Opening.OPEN) -> Site:
    operator = Operator.objects.create(
        legal_name=f"株式会社{name}",
        legal_name_en=f"{slug.capitalize()} Co., Ltd.",
        address="東京都架空区見本町1-2-3",
        representative="代表取締役 見本 太一",
        contact_email=f"privacy@{slug}.example",
    )
    site = Site.objects.create(slug=slug, operator=operator, name=name, opening=opening, opened_at=clock.now())
    Domain.objects.create(host=f"{slug}.test", community=site, is_primary=True)
    return site


def _person(name: str) -> Person:
    from allauth.account.models import EmailAddress

    person = Person(email=f"{name}@people.example")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _join(person: Person, site: Site, display_name: str) -> None:
    with site_scope(site.id):
        Member.new(person=person, display_name=display_name, user_id=display_name.lower(), joined_at=clock.now()).save()


@pytest.fixture
def cast(db: Any) -> Cast:
    """The sites and the people, fresh for this test."""
    return raise_curtain()


def raise_curtain() -> Cast:
    """Make the sites and the people."""
    with provider_scope():
        Provider.objects.create(
            legal_name="架空コミュニティ株式会社",
            legal_name_en="Imaginary Community K.K.",
            address="東京都架空区本町4-5-6",
            representative="代表取締役 架空 花子",
            contact_email="privacy@provider.example",
        )
        kissa, kiri = _site("kissa", "喫茶こもれび"), _site("kiri", "木と釘")
        souko = _site("souko", "倉庫係", Opening.INVITATION)
        hana, taro, mika, owen, desk = (_person(name) for name in ("hana", "taro", "mika", "owen", "desk"))
        DeskRole.objects.create(person=desk, duty=Duty.ADMINISTRATOR, granted_at=clock.now())
    for person, site, name in (
        (hana, kissa, "Hana"),
        (hana, kiri, "Hana"),
        (taro, kissa, "Taro"),
        (mika, kiri, "Mika"),
    ):
        _join(person, site, name)
    with site_scope(kissa.id):
        StaffRole.new(person=owen, role=Role.OWNER, granted_at=clock.now()).save()
    return Cast(kissa, kiri, souko, hana, taro, mika, owen, desk)


@pytest.fixture
def on_kissa(cast: Cast) -> Iterator[UUID]:
    """The scope of Kissa, for tests of rooms."""
    with site_scope(cast.kissa.id):
        yield cast.kissa.id


@pytest.fixture
def visit() -> Any:
    """`visit(site, as_=person)`: a test client on that site's host, signed in where a person is given (with a passkey:
    staff need a second factor; `by` says otherwise).
    """

    def client(site: Site | None, *, as_: Person | None = None, by: tuple[str, ...] = ("passkey",)) -> Client:
        host = f"{site.slug}.test" if site else "provider.test"
        browser = Client(headers={"host": host}, raise_request_exception=True)
        if as_ is not None:
            with provider_scope():
                browser.force_login(as_)
                session = browser.session
                session.update({"_host": host, "_methods": list(by)})
                session.save()
        return browser

    return client


@pytest.fixture
def toy_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy of three sentences may be published: for tests of how, not of what (that is tests/promises/test_keeping.py)."""
    monkeypatch.setattr("coorum.promises.keeping.ensure_true", lambda *_given: None)
