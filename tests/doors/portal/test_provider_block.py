"""The statutory public block is always as the registers are, and programs can read them."""

import hashlib
from typing import Any

import pytest
from django.test import Client

from coorum.base import probes
from coorum.base.ledger.canonical import canonical
from coorum.base.scope import provider_scope
from coorum.promises.actions import keep_registers
from coorum.sites.models import Provider
from tests.cast import Cast


def test_the_page_names_every_entry_in_both_languages(cast: Cast) -> None:
    with provider_scope():
        assert probes.ask("portal.provider_block") == {"missing": []}


@pytest.mark.parametrize(("language", "words"), [("ja", "無料"), ("en", "Free of charge")])
def test_anybody_reads_it(cast: Cast, visit: Any, language: str, words: str) -> None:
    guest: Client = visit(cast.kissa)
    guest.cookies["language"] = language
    page = guest.get("/provider/")
    assert page.status_code == 200
    assert words in page.content.decode()
    assert "3,000" in page.content.decode()


def test_a_new_address_stands_there_at_once(cast: Cast, visit: Any) -> None:
    with provider_scope():
        Provider.objects.update(address="大阪府架空市1-1-1")
    assert "大阪府架空市1-1-1" in visit(cast.kissa).get("/provider/").content.decode()


def test_programs_read_the_registers_with_their_digest(cast: Cast, visit: Any) -> None:
    with provider_scope():
        keep_registers()
    found = visit(cast.kissa).get("/provider/registers.json").json()
    assert found["sha256"] == hashlib.sha256(canonical(found["registers"])).hexdigest()
    assert found["edition"]["number"] == 1
    assert {
        "purposes",
        "items",
        "recipients",
        "modules",
        "cookies",
        "processors",
        "countries",
        "retention",
        "fee",
    } <= set(found["registers"])
