"""What is made of a service's answer, and how one that does not answer is left alone."""

import dataclasses
from typing import Any

import pytest

from coorum.base.scope import provider_scope
from coorum.linking.asking import Arrival, what_it_says, where_to
from tests.cast import refused
from tests.linking.fake import Fake, playing
from tests.linking.steps import QUESTION, service_of, visit

pytestmark = pytest.mark.django_db


def arrive(fake: Fake, **more: Any) -> Arrival:
    service = service_of(fake, **more)
    with provider_scope():
        return what_it_says(service, QUESTION, visit(where_to(service, QUESTION)))


def test_everything_but_who_and_where_to_write_is_dropped() -> None:
    told = {"name": "見本 花子", "birthdate": "1990-01-01", "picture": "https://x.example/", "gender": "f"}
    with playing("google", claims=told) as fake:
        arrival = arrive(fake)
    assert dataclasses.asdict(arrival) == {
        "subject": "google-0001",
        "email": "nozomi@people.example",
        "is_sure": False,
        "scopes": ("openid", "email"),
        "claims": ("sub", "email"),
    }


@pytest.mark.parametrize(
    ("kind", "told", "sure"),
    [
        ("google", {"email": "nozomi@gmail.com"}, True),
        ("google", {"email": "nozomi@people.example", "hd": "people.example"}, True),
        ("google", {"email": "nozomi@people.example"}, False),
        ("google", {"email": "nozomi@gmail.com", "email_verified": False}, False),
        ("google", {"email": "nozomi@gmail.com", "email_verified": "true"}, False),
        ("apple", {"email_verified": "true"}, True),
        ("apple", {"email_verified": "false"}, False),
        ("apple", {"email": "abc@privaterelay.appleid.com", "is_private_email": "true"}, True),
        ("line", {"email": "nozomi@people.example", "email_verified": True}, False),
        ("openid", {"email_verified": 1}, False),
        ("openid", {"email_verified": None}, False),
        ("openid", {}, True),
    ],
)
def test_an_address_is_sure_only_where_the_service_stands_for_it(kind: str, told: dict[str, Any], sure: bool) -> None:
    with playing(kind, claims=told) as fake:
        assert arrive(fake, trusts_email=True).is_sure is sure
        assert not arrive(fake, trusts_email=False).is_sure


@pytest.mark.parametrize("email", [None, "", "nobody", 17, ["a@b.example"], "a@b.example\nBcc: c@d.example", "x" * 300])
def test_what_is_no_address_is_none(email: Any) -> None:
    with playing(claims={"email": email}) as fake:
        arrival = arrive(fake, trusts_email=True)
    assert (arrival.email, arrival.is_sure, arrival.claims) == ("", False, ("sub",))


@pytest.mark.parametrize("lie", ["mix_up", "no_iss"])
def test_an_answer_of_another_service_is_not_taken(lie: str) -> None:
    with playing(lie=lie) as fake, refused("service_untrue"):
        arrive(fake)


def test_saying_no_there_is_no_failure() -> None:
    with playing(lie="declined") as fake, refused("service_declined"):
        arrive(fake)


def test_a_service_that_does_not_answer_is_left_alone_for_a_while() -> None:
    with playing(lie="huge") as fake:
        for _time in range(3):
            with refused("service_silent"):
                arrive(fake)
        assert len(fake.asked) == 1
