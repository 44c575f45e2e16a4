"""Which names a site may claim, and how they are written."""

import pytest

from coorum.sites.hosts.names import clean_host
from tests.cast import refused


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("community.shop.example", "community.shop.example"),
        (" Community.SHOP.example. ", "community.shop.example"),
        ("コミュニティ.お店.example", "xn--dck5a5cta3hpb.xn--t8jz70l.example"),
        ("ｓｈｏｐ。example", "shop.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("xn--strae-oqa.example", "xn--strae-oqa.example"),
    ],
)
def test_a_name_is_written_as_the_dns_writes_it(typed: str, host: str) -> None:
    assert clean_host(typed) == host


@pytest.mark.parametrize(
    "typed",
    [
        "", ".", "shop", "https://shop.example", "shop.example/", "shop.example:8443", "me@shop.example", "a b.example",
        "192.0.2.1", "[2001:db8::1]", "2001:db8::1", "0x7f.1", "1.2.3.4.5", "shop.0x1", "１９２.0.2.1", "%6c.example",
        "-shop.example", "shop-.example", "shop..example", "sh_op.example", "*.example", f"{'a' * 64}.example",
        f"{'a.' * 120}example", "xn--a.example", "xn--strasse-.example", "sho\u200dp.example", "a\x00.example",
        "localhost", "shop.localhost", "printer.local", "db.internal", "x.onion", "1.0.0.127.in-addr.arpa",
        "provider.test", "kissa.provider.test", "PROVIDER.test.", "a.b.provider.test",
    ],
)  # fmt: skip
def test_what_is_no_host_of_an_operators_own_is_refused_in_words(typed: str) -> None:
    with refused("host"):
        clean_host(typed)


def test_no_name_above_the_providers_can_be_claimed(settings) -> None:
    settings.COORUM_PROVIDER_HOST = "community.provider.example:8443"
    for typed in ("provider.example", "community.provider.example", "x.community.provider.example"):
        with refused("host"):
            clean_host(typed)
    assert clean_host("other.provider.example") == "other.provider.example"
