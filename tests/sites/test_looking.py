"""What a look into the DNS makes of right, wrong, odd and hostile answers."""

import pytest

from coorum.sites.clients import dns
from coorum.sites.hosts.kinds import Outcome
from coorum.sites.hosts.looking import look_for
from tests.nameserver import NameServer

NAME, VALUE = "_coorum.shop.example", "coorum-site=0123456789abcdef0123456789abcdef"
RIGHT, WRONG = [VALUE], ["coorum-site=00000000000000000000000000000000"]


@pytest.mark.parametrize(
    ("zone", "outcome"),
    [
        ({"texts": {NAME: RIGHT}}, Outcome.RIGHT),
        ({"texts": {}}, Outcome.MISSING),
        ({"texts": {NAME: []}}, Outcome.MISSING),
        ({"texts": {NAME: WRONG}}, Outcome.WRONG),
        ({"texts": {NAME: ["v=spf1 -all", *WRONG, *RIGHT]}}, Outcome.RIGHT),
        ({"texts": {NAME: [[VALUE[:20], VALUE[20:]]]}}, Outcome.RIGHT),
        ({"texts": {NAME: [[VALUE, "and more"]]}}, Outcome.WRONG),
        ({"texts": {NAME: [f' "{VALUE}" ']}}, Outcome.RIGHT),
        ({"texts": {NAME: [VALUE.upper()]}}, Outcome.WRONG),
        ({"texts": {"shop.example": RIGHT}}, Outcome.MISSING),
        ({"texts": {NAME: RIGHT}, "moods": {NAME: "servfail"}}, Outcome.UNSURE),
        ({"texts": {NAME: RIGHT}, "moods": {NAME: "truncated"}}, Outcome.RIGHT),
        ({"texts": {NAME: RIGHT}, "moods": {NAME: "stub"}}, Outcome.UNSURE),
        ({"texts": {"evil.example": RIGHT}, "aliases": {NAME: "evil.example"}}, Outcome.ELSEWHERE),
        ({"texts": {"c.example": RIGHT}, "aliases": {NAME: "b.example", "b.example": "c.example"}}, Outcome.ELSEWHERE),
        ({"texts": {"evil.example": RIGHT}, "aliases": {"*.shop.example": "evil.example"}}, Outcome.ELSEWHERE),
        ({"texts": {}, "aliases": {NAME: "gone.example"}}, Outcome.ELSEWHERE),
        ({"texts": {"*.shop.example": RIGHT}}, Outcome.RIGHT),
        ({"texts": {NAME: [["x" * 255] * 4] * 55, }, "moods": {NAME: "truncated"}}, Outcome.WRONG),
    ],
)  # fmt: skip
def test_only_the_record_itself_proves_a_host(nameserver: NameServer, zone: dict, outcome: Outcome) -> None:
    vars(nameserver).update(zone)
    finding = look_for(NAME, VALUE)
    assert finding.outcome == outcome
    assert all(len(text) <= 100 and text.isprintable() for text in finding.found)
    assert len(finding.found) <= 5


def test_a_name_is_asked_for_in_whatever_case_and_never_below_a_name_of_this_machine(nameserver: NameServer) -> None:
    nameserver.texts[NAME] = RIGHT
    assert look_for(NAME.upper(), VALUE).outcome == Outcome.RIGHT
    assert set(nameserver.asked) == {NAME}


def test_nobody_is_waited_for_longer_than_said(nameserver: NameServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns, "SECONDS", 0.2)
    nameserver.moods[NAME] = "silent"
    assert look_for(NAME, VALUE).outcome == Outcome.UNSURE
