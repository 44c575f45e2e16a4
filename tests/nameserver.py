"""A DNS server of one's own, on this machine: UDP, and TCP for what does not fit. It says what the test wrote into it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rrset
import pytest

TTL = 1


class NameServer:
    """`texts[name]`: TXT records, each a text (in strings of 255 signs, as panels cut it) or a list of strings.
    `aliases[name]`: where a CNAME leads; `*.` before a name stands for all below it. `moods[name]`: `servfail`, `silent`,
    `truncated` (UDP says too little), `stub` (and TCP nothing).
    """

    def __init__(self, port: int = 0) -> None:
        self.texts: dict[str, list[str | list[str]]] = {}
        self.aliases: dict[str, str] = {}
        self.moods: dict[str, str] = {}
        self.asked: list[str] = []
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._udp.bind(("127.0.0.1", port))
        self._tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._tcp.bind(self._udp.getsockname())
        self._tcp.listen()
        self._threads = [threading.Thread(target=serve) for serve in (self._serve_udp, self._serve_tcp)]
        for one in self._threads:
            one.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._udp.getsockname()[1]}"

    def close(self) -> None:
        """A socket that a thread waits at stays open until the thread is woken."""
        for one in (self._udp, self._tcp):
            with suppress(OSError):  # UDP has no connection to shut, and wakes all the same
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for one in (self._udp, self._tcp):
            one.close()

    def _serve_udp(self) -> None:
        while True:
            try:
                wire, peer = self._udp.recvfrom(4096)
            except OSError:
                return
            if not wire:
                return
            answer = self._answer(dns.message.from_wire(wire), is_udp=True)
            if answer is not None:
                self._udp.sendto(answer.to_wire(max_size=65_000), peer)

    def _serve_tcp(self) -> None:
        while True:
            try:
                connection, _peer = self._tcp.accept()
            except OSError:
                return
            with connection:
                query, _at = dns.query.receive_tcp(connection)
                answer = self._answer(query, is_udp=False)
                if answer is not None:
                    dns.query.send_tcp(connection, answer.to_wire(max_size=65_535))

    def _answer(self, query: dns.message.Message, *, is_udp: bool) -> dns.message.Message | None:
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        self.asked.append(name)
        mood, answer = self.moods.get(name, ""), dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if mood == "servfail":
            answer.set_rcode(dns.rcode.SERVFAIL)
        if mood == "silent" or (mood == "stub" and not is_udp):
            return None
        if mood in {"truncated", "stub"} and is_udp:
            answer.flags |= dns.flags.TC
        if mood in {"servfail", "stub"} or (mood == "truncated" and is_udp):
            return answer
        self._fill(answer, question.name, name)
        return answer

    def _fill(self, answer: dns.message.Message, owner: dns.name.Name, name: str) -> None:
        known = False
        while target := _of(self.aliases, name):
            known = True
            answer.answer.append(dns.rrset.from_text(owner, TTL, "IN", "CNAME", f"{target}."))
            owner, name = dns.name.from_text(target), target
        records = _of(self.texts, name)
        if records:
            answer.answer.append(dns.rrset.from_text_list(owner, TTL, "IN", "TXT", [_quoted(one) for one in records]))
        elif not known and records is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)


def _of[Found](zone: dict[str, Found], name: str) -> Found | None:
    return zone.get(name, zone.get(f"*.{name.partition('.')[2]}"))


def _quoted(record: str | list[str]) -> str:
    strings = [record[at : at + 255] for at in range(0, len(record), 255)] if isinstance(record, str) else record
    return " ".join('"{}"'.format(one.replace("\\", "\\\\").replace('"', '\\"')) for one in strings)


@pytest.fixture
def nameserver(settings: object) -> Iterator[NameServer]:
    """The resolver of this test."""
    server = NameServer()
    settings.COORUM_DNS = [server.address]  # type: ignore[attr-defined]
    yield server
    server.close()
