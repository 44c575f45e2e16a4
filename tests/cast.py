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


def _operator(slug: str, name: str) -> Operator:
    return Operator(
        legal_name=f"株式会社{name}",
        legal_name_en=f"{slug.capitalize()} Co., Ltd.",
        address="東京都架空区見本町1-2-3",
        representative="代表取締役 見本 太一",
        contact_email=f"privacy@{slug}.example",
    )


def _sites(*wanted: tuple[str, str, str]) -> list[Site]:
    """Communities by slug, name and who may join. Whatever is of one kind goes in at once: every test waits for it."""
    operators = Operator.objects.bulk_create(_operator(slug, name) for slug, name, _opening in wanted)
    sites = Site.objects.bulk_create(
        Site(slug=slug, operator=operator, name=name, opening=opening, opened_at=clock.now())
        for operator, (slug, name, opening) in zip(operators, wanted, strict=True)
    )
    Domain.objects.bulk_create(Domain(host=f"{site.slug}.test", community=site, is_primary=True) for site in sites)
    return sites


def _persons(*names: str) -> list[Person]:
    from allauth.account.models import EmailAddress

    persons = [Person(email=f"{name}@people.example") for name in names]
    for person in persons:
        person.set_password(PASSWORD)
    Person.objects.bulk_create(persons)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in persons
    )
    return persons


def _join(site: Site, **persons: Person) -> None:
    with site_scope(site.id):
        Member.objects.bulk_create(
            Member.new(person=person, display_name=name, user_id=name.lower(), joined_at=clock.now())
            for name, person in persons.items()
        )


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
        open_, closed = Opening.OPEN, Opening.INVITATION
        kissa, kiri, souko = _sites(
            ("kissa", "喫茶こもれび", open_), ("kiri", "木と釘", open_), ("souko", "倉庫係", closed)
        )
        hana, taro, mika, owen, desk = _persons("hana", "taro", "mika", "owen", "desk")
        DeskRole.objects.create(person=desk, duty=Duty.ADMINISTRATOR, granted_at=clock.now())
    _join(kissa, Hana=hana, Taro=taro)
    _join(kiri, Hana=hana, Mika=mika)
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
