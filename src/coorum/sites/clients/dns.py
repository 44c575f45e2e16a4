"""Asking the DNS for texts (TXT records), by the resolvers of this machine or those that `COORUM_DNS` names.

Whoever is asked about may be hostile, or their server may be: an answer has a deadline and a size, and only its texts are
looked at. A text that stands under another name (a CNAME, also one made by a wildcard) is told apart: whoever runs that
other name has written it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

import dns.exception
import dns.resolver
from django.conf import settings

#: Seconds for one question, all in all; and what is looked at of an answer.
SECONDS = 3.0
MOST_RECORDS, LONGEST_TEXT = 100, 2000


class Unanswered(RuntimeError):  # noqa: N818  says what is the matter
    """Nobody could be asked, or the answer could not be read: it is not known what stands there."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that stand under a name, each joined of its strings. `is_elsewhere`: another name was followed to them."""

    texts: tuple[str, ...]
    is_elsewhere: bool = False


def texts_at(name: str) -> Texts:
    """What stands at `name` (A-labels); no texts where there is no such name or record. Raises `Unanswered`."""
    try:
        answer = _resolver().resolve(name, "TXT", search=False, raise_on_no_answer=False, lifetime=SECONDS)
    except dns.resolver.NXDOMAIN:
        return Texts(())
    except (dns.exception.DNSException, OSError, ValueError) as error:
        raise Unanswered(type(error).__name__) from error
    is_elsewhere = answer.canonical_name != answer.qname
    return Texts(tuple(_joined(answer.rrset or ())), is_elsewhere)


def _joined(records: Iterable[object]) -> Iterable[str]:
    for _number, record in zip(range(MOST_RECORDS), records, strict=False):
        yield b"".join(getattr(record, "strings", ()))[:LONGEST_TEXT].decode("ascii", "replace")


def _resolver() -> dns.resolver.Resolver:
    """One without a memory: what was put right a moment ago is seen."""
    if not settings.COORUM_DNS:
        return dns.resolver.Resolver()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [_address(one)[0] for one in settings.COORUM_DNS]
    resolver.nameserver_ports = dict(_address(one) for one in settings.COORUM_DNS)
    return resolver


def _address(given: str) -> tuple[str, int]:
    """`192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:5353`. ValueError for anything else."""
    host, mark, port = given.rpartition(":")
    if not mark or given.endswith("]") or (":" in host and not host.startswith("[")):
        host, port = given, "53"
    return str(ip_address(host.strip("[]"))), int(port)
