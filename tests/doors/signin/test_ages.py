"""The question of age: before every way of registering, in the session only, and once a year for members."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.accounts.cooling import cools_until
from coorum.accounts.models import Age, Person
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope, site_scope
from coorum.consent import actions as consent
from coorum.consent.kinds import ConsentKind
from coorum.factors.queries import passkeys_of
from coorum.linking import actions as linking
from coorum.privacy.models import GuardianAsk
from coorum.provision import actions as provision
from coorum.sites import actions as sites
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW, NEW_PASSWORD, code_sent, form, page, way_to
from tests.doors.signin.test_passkeys import answered
from tests.factors.device import Device

PARENT = "parent@family.example"
ASK = "/signin/age/?to=signup"


@pytest.fixture(autouse=True)
def asking(cast: Cast) -> Iterator[None]:
    """Kissa asks for age bands."""
    with provider_scope():
        sites.begin_asking_ages(SYSTEM, cast.kissa)
    return


def answer(browser: Any, url: str, band: str) -> str:
    response = browser.post(url, {"band": band})
    assert response.status_code == 302, response.content.decode()
    return str(response.url)


def age_of(address: str) -> str:
    with provider_scope():
        found = Age.objects.filter(person__email=address).first()
        return found.band if found else ""


def test_registering_begins_with_the_question_and_none_of_the_three_is_chosen(cast: Cast, visit: Any) -> None:
    here = visit(None)
    asked = here.get(page("signup", cast.kissa)).url
    assert asked.startswith(ASK)
    shown = here.get(asked).content.decode()
    assert shown.count('type="radio"') == 3
    assert "checked" not in shown
    assert here.post(asked, {}).status_code == 200
    assert here.post(page("signup", cast.kissa), form(cast.kissa)).url.startswith(ASK)
    assert not Person.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("band", [Band.YOUTH, Band.ADULT])
def test_the_answer_is_kept_once_somebody_has_joined_and_not_before(cast: Cast, visit: Any, band: str) -> None:
    here = visit(None)
    on = answer(here, here.get(page("signup", cast.kissa)).url, band)
    assert on.startswith("/signin/signup/")
    assert here.get(on).status_code == 200
    here.post(on, form(cast.kissa))
    assert age_of(NEW) == ""
    here.post(page("verify", cast.kissa), {"code": code_sent(), "action": "verify"})
    assert age_of(NEW) == band
    with site_scope(cast.kissa.id):
        member = people.member_of(Person.objects.get(email=NEW))
        assert member
        assert member.is_private == (band == Band.YOUTH)
    assert visit(None).get(page("signup", cast.kissa)).url.startswith(ASK)


def test_who_goes_back_is_taken_at_their_last_word(cast: Cast, visit: Any) -> None:
    here = visit(None)
    asked = here.get(page("signup", cast.kissa)).url
    assert answer(here, asked, Band.CHILD).startswith("/signin/guardian/ask/")
    assert here.get(page("signup", cast.kissa)).url.startswith("/signin/guardian/ask/")
    assert answer(here, asked, Band.ADULT).startswith("/signin/signup/")
    assert here.get(page("signup", cast.kissa)).status_code == 200


def test_an_answer_is_forgotten_after_an_hour_and_by_whoever_registers_next(
    cast: Cast, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = visit(None)
    on = answer(here, here.get(page("signup", cast.kissa)).url, Band.ADULT)
    here.post(on, form(cast.kissa))
    here.post("/signin/start-over/")
    assert here.get(page("signup", cast.kissa)).url.startswith(ASK)
    answer(here, here.get(page("signup", cast.kissa)).url, Band.ADULT)
    late = time.time() + 3601
    monkeypatch.setattr("coorum.signin.ages.time.time", lambda: late)
    assert here.get(page("signup", cast.kissa)).url.startswith(ASK)


@pytest.mark.parametrize(
    "to", ["//evil.example", "with-", "with-../../x", "with-https://evil.example", "login", "%0d%0a"]
)
def test_the_answer_leads_nowhere_else(cast: Cast, visit: Any, to: str) -> None:
    assert answer(visit(None), f"/signin/age/?to={to}&from=kissa", Band.ADULT) == "/"


def test_every_way_of_registering_asks_first(cast: Cast, visit: Any) -> None:
    """The form, a passkey, a linked service; and the form of somebody who has the answer to none."""
    here = visit(None)
    passkey = form(cast.kissa, password=None, way="passkey")
    assert here.post(page("signup", cast.kissa), passkey).url.startswith(ASK)
    with provider_scope():
        given = {"slug": "mizuumi", "name": "みずうみID", "issuer": "https://id.mizuumi.example", "client_id": "coorum"}
        more = {"client_secret": "x" * 32, "company": "みずうみ株式会社", "country": "JP"}
        service = linking.set_up_service(SYSTEM, kind="openid", **given, **more)
        type(service).objects.update(is_on=True)
    with site_scope(cast.kissa.id):
        linking.change_offerings(SYSTEM, cast.kissa, services=[service])
    session = here.session
    arrival = {"subject": "1", "email": "", "is_sure": False, "scopes": [], "claims": []}
    session["_arrived"] = {"service": "mizuumi", "arrival": arrival, "back": "", "person": "", "at": time.time()}
    session.save()
    join = f"/signin/with/mizuumi/join/?next={quote(way_to(cast.kissa))}"
    for asked in (here.get(join), here.post(join, form(cast.kissa, password=None))):
        assert asked.url.startswith("/signin/age/?to=with-mizuumi")
    assert answer(here, here.get(join).url, Band.YOUTH).startswith("/signin/with/mizuumi/join/")
    assert here.get(join).status_code == 200
    here.post(join, form(cast.kissa, password=None))
    here.post(page("verify", cast.kissa), {"code": code_sent(), "action": "verify"})
    assert age_of(NEW) == Band.YOUTH


def test_a_site_that_does_not_ask_is_as_it_was(cast: Cast, visit: Any) -> None:
    assert visit(None).get(page("signup", cast.kiri)).status_code == 200
    with provider_scope():
        sites.stop_asking_ages(SYSTEM, cast.kissa)
    assert visit(None).get(page("signup", cast.kissa)).status_code == 200


def test_a_registered_person_is_asked_before_they_join(cast: Cast, visit: Any) -> None:
    mika = visit(cast.kissa, as_=cast.mika)
    asked = mika.get("/signin/join/?next=/b/").url
    assert asked.startswith("/signin/age/?to=join")
    assert mika.post("/signin/join/", {**form(cast.kissa, email=None, password=None), "next": "/b/"}).url.startswith(
        "/signin/age/"
    )
    on = answer(mika, asked, Band.YOUTH)
    assert on == "/signin/join/?next=%2Fb%2F"
    assert age_of(cast.mika.email) == ""
    mika.post("/signin/join/", {**form(cast.kissa, email=None, password=None), "next": "/b/"})
    assert age_of(cast.mika.email) == Band.YOUTH


def arrived(cast: Cast, visit: Any, person: Person, password: str = PASSWORD) -> str:
    """Where somebody who signs in is led on the site."""
    here, there = visit(cast.kissa), visit(None)
    there.post("/signin/login/", {"login": person.email, "password": password})
    return str(here.get(there.get(here.get("/signin/enter?next=/b/").url).url).url)


def test_members_of_before_are_asked_when_they_sign_in_and_not_locked_out(cast: Cast, visit: Any) -> None:
    assert arrived(cast, visit, cast.taro) == "/signin/age/?next=%2Fb%2F"
    taro = visit(cast.kissa, as_=cast.taro)
    assert 'href="/b/"' in taro.get("/signin/age/?next=/b/").content.decode()
    assert taro.get("/b/").status_code == 200
    assert answer(taro, "/signin/age/?next=/b/", Band.YOUTH) == "/b/"
    assert arrived(cast, visit, cast.taro) == "/b/"
    with provider_scope():
        Age.objects.update(said_at=clock.now() - timedelta(days=366))
    assert arrived(cast, visit, cast.taro) == "/signin/age/?next=%2Fb%2F"


def test_at_16_they_are_asked_for_their_own_consent_at_sign_in(cast: Cast, visit: Any) -> None:
    person = _child(cast, visit)
    with provider_scope():
        provision.say_age(person, band=Band.YOUTH)
    assert arrived(cast, visit, person, NEW_PASSWORD) == "/signin/consent/?next=%2Fb%2F"
    child = visit(cast.kissa, as_=person)
    assert child.get("/signin/consent/?next=/b/").status_code == 200
    assert child.post("/signin/consent/?next=/b/", form(cast.kissa, email=None, password=None)).url == "/b/"
    assert arrived(cast, visit, person, NEW_PASSWORD) == "/b/"


def _link(to: str) -> str:
    text = Letter.objects.filter(recipient=to).latest("written_at").text
    return next(line for line in text.splitlines() if line.startswith("http")).split("://provider.test")[-1]


def _child(cast: Cast, visit: Any, device: Device | None = None) -> Person:
    """By every page between a child and their guardian."""
    child, guardian = visit(None), visit(None)
    on = answer(child, child.get(page("signup", cast.kissa)).url, Band.CHILD)
    asked = child.post(on, {"email": NEW, "guardian": PARENT})
    assert asked.url.startswith("/signin/guardian/asked/")
    assert child.get(asked.url).status_code == 200
    shown = guardian.get(_link(PARENT)).content.decode()
    assert cast.kissa.operator.legal_name in shown
    assert NEW not in shown
    agreed = form(cast.kissa, email=None, password=None)
    guardian.post(_link(PARENT), agreed)
    assert not Letter.objects.filter(recipient=NEW).exists()
    guardian.post(_link(PARENT), {**agreed, "is_guardian": "on"})
    assert "五月の" not in child.get(_link(NEW)).content.decode()
    assert child.post(_link(NEW), {"password": "password12"}).status_code == 200
    if device is not None:
        step = child.post(_link(NEW), {"password": "", "way": "passkey"}).url
        assert step.startswith("/signin/signup/passkey/")
        assert "_auth_user_id" not in child.session
        entered = child.post(step, answered(device, child.get(step)))
    else:
        entered = child.post(_link(NEW), {"password": NEW_PASSWORD})
    assert "/signin/enter" in entered.url
    return Person.objects.get(email=NEW)


def test_a_child_may_make_a_passkey_instead_of_a_password(cast: Cast, visit: Any) -> None:
    person = _child(cast, visit, Device())
    assert not person.has_usable_password()
    with provider_scope():
        assert len(passkeys_of(person)) == 1
        assert cools_until(person) is None, "a first way in is no change"


def test_a_paused_child_reads_that_a_guardian_must_agree(cast: Cast, visit: Any) -> None:
    person = _child(cast, visit)
    with site_scope(cast.kissa.id):
        consent.withdraw_consent(person, kind=ConsentKind.PROVISION, by="test")
    child = visit(cast.kissa, as_=person)
    for path in ("/my/", "/my/consents/"):
        said = child.get(path).content.decode()
        assert "保護者" in said
        assert "もう一度の同意" not in said


def test_a_child_comes_in_by_their_guardian_and_the_guardian_stops_it(cast: Cast, visit: Any) -> None:
    person = _child(cast, visit)
    assert age_of(NEW) == Band.CHILD
    guardian, stop = visit(None), _link(PARENT)
    assert guardian.get(stop).status_code == 200
    sent = guardian.post(stop, {"address": "stranger@people.example"}).content
    assert 'name="code"' in sent.decode()
    guardian.post(stop, {"address": PARENT})
    wrong = guardian.post(stop, {"address": PARENT, "code": "0000-0000"})
    assert 'class="error"' in wrong.content.decode()
    guardian.post(stop, {"address": PARENT, "code": code_sent("guardian_told")})
    with site_scope(cast.kissa.id):
        assert not people.viewer_on_site(person).is_active_member
    assert people.is_closing(person)


def test_only_whoever_said_15_or_younger_asks_a_guardian(cast: Cast, visit: Any) -> None:
    taro = visit(cast.kissa, as_=cast.taro)
    for browser, to in ((taro, "join"), (visit(None), "signup")):
        url = f"/signin/guardian/ask/?from=kissa&next={quote(way_to(cast.kissa))}"
        assert browser.post(url, {"email": NEW, "guardian": PARENT}).url.startswith(f"/signin/age/?to={to}")
    assert not GuardianAsk.objects.exists()
    with provider_scope():
        provision.say_age(cast.taro, band=Band.CHILD)
    assert taro.post("/signin/guardian/ask/", {"guardian": PARENT}).url.startswith("/signin/guardian/asked/")
    pressed = taro.post("/my/consents/provision/consent/", {"fingerprint": "x"})
    assert pressed.url.startswith("/signin/guardian/ask/?next=")


def test_no_code_leads_to_a_page_and_a_declined_question_is_gone(cast: Cast, visit: Any) -> None:
    here = visit(None)
    for name in ("guardian", "guardian/child", "guardian/stop"):
        for code in ("", "x" * 32, "0"):
            assert here.get(f"/signin/{name}/?code={code}").status_code == 404
    here.post(answer(here, here.get(page("signup", cast.kissa)).url, Band.CHILD), {"email": NEW, "guardian": PARENT})
    link = _link(PARENT)
    assert visit(None).post(link, {"decline": "1"}).status_code == 200
    assert not GuardianAsk.objects.exists()
    assert visit(None).get(link).status_code == 404


def test_letters_to_one_guardian_are_three_a_day_and_the_page_says_the_same(cast: Cast, visit: Any) -> None:
    answers = []
    for n in range(5):
        here = visit(None)
        on = answer(here, here.get(page("signup", cast.kissa)).url, Band.CHILD)
        answers.append(here.post(on, {"email": f"child{n}@people.example", "guardian": PARENT}).url)
    assert len(set(answers)) == 1
    assert Letter.objects.filter(recipient=PARENT).count() == 3
