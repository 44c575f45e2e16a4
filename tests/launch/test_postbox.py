"""The mail server of a development machine, and writing to the provider from its mailbox."""

import asyncio
import smtplib
import socket
import threading
import urllib.error
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from coorum.launch import postbox
from coorum.launch.mailbox.pages import mailbox
from coorum.launch.surroundings import Surroundings
from coorum.launch.toys import server


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A mail server on a port of its own."""
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(postbox.opened(tmp_path / "inbox", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield listening.sockets[0].getsockname()[1]
    loop.call_soon_threadsafe(listening.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def letter(words: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "hana@mail.example", "privacy@sazanami.example", "質問です"
    message.set_content(words)
    return message


def arrived(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.glob("inbox/*.eml")]


def test_a_letter_lands_whole_in_the_folder(port: int, tmp_path: Path) -> None:
    with smtplib.SMTP("127.0.0.1", port) as mail:
        mail.send_message(letter("一行目\n.\n..三行目"))
        mail.send_message(letter("もう一通"))
    texts = {
        BytesParser(policy=policy.default).parsebytes(raw).get_content().replace("\r\n", "\n")
        for raw in arrived(tmp_path)
    }
    assert texts == {"一行目\n.\n..三行目\n", "もう一通\n"}
    assert all(raw.startswith(b"Return-Path: <hana@mail.example>\r\n") for raw in arrived(tmp_path))


def test_a_letter_beyond_the_bound_is_refused(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postbox, "LARGEST", 1000)
    with smtplib.SMTP("127.0.0.1", port) as mail:
        with pytest.raises(smtplib.SMTPDataError, match="too large"):
            mail.send_message(letter("a" * 70 + "\n" + ("b" * 70 + "\n") * 12))
        mail.send_message(letter("klein"))
    assert len(arrived(tmp_path)) == 1


def test_a_full_folder_is_said_and_nothing_is_lost(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postbox, "WAITING", 1)
    with smtplib.SMTP("127.0.0.1", port) as mail:
        mail.send_message(letter("eins"))
        with pytest.raises(smtplib.SMTPDataError, match="Too many letters"):
            mail.send_message(letter("zwei"))
    assert len(arrived(tmp_path)) == 1


@pytest.mark.parametrize(
    "said",
    [
        b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nx\r\n.\r\n",
        b"\x16\x03\x01" + b"\x00" * 200 + b"\r\n",
        b"A" * 200_000,
        b"DATA\r\nMAIL FROM:nobody\r\nRCPT TO:<a@b.example>\r\nQUIT\r\n",
        b"MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nhalf a letter",
    ],
)
def test_what_is_no_letter_leaves_nothing(port: int, tmp_path: Path, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as guest:
        try:
            guest.sendall(said)
            guest.shutdown(socket.SHUT_WR)
            while guest.recv(4096):
                pass
        except OSError:
            pass  # hung up on while it still talked
    assert not arrived(tmp_path)
    with smtplib.SMTP("127.0.0.1", port) as mail:
        assert mail.noop()[0] == 250


@pytest.fixture
def box(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "mail").mkdir()
    answer = letter("回答です")
    answer["Message-ID"] = "<answer-1@sazanami.example>"
    (tmp_path / "mail" / "1.eml").write_bytes(answer.as_bytes())
    site = server(0, mailbox(Surroundings(tmp_path, 8000)))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://localhost:{site.server_port}"
    site.shutdown()
    site.server_close()


def post(box: str, origin: str, **form: str) -> str:
    with urlopen(Request(f"{box}/write?lang=en", urlencode(form).encode(), {"Origin": origin})) as page:
        return page.read().decode()


def test_a_reply_names_the_letter_that_it_answers(box: str, tmp_path: Path) -> None:
    with urlopen(f"{box}/write?answers=1&lang=en") as page:
        shown = page.read().decode()
    assert 'value="privacy@sazanami.example"' in shown
    assert 'value="Re: 質問です"' in shown
    said = post(
        box, box, sender="hana@mail.example", subject="Re: 質問\r\nBcc: x@y.example", words="ありがとう", answers="1"
    )
    assert "Sent." in said
    message = BytesParser(policy=policy.default).parsebytes(arrived(tmp_path)[0])
    assert message["In-Reply-To"] == "<answer-1@sazanami.example>"
    assert message["Bcc"] is None


def test_a_letter_of_nobody_is_asked_for_its_sender(box: str, tmp_path: Path) -> None:
    assert "sender&#39;s address" in post(box, box, sender="nobody", subject="", words="x", answers="")
    assert not arrived(tmp_path)


def test_a_page_elsewhere_cannot_write_here(box: str, tmp_path: Path) -> None:
    with pytest.raises(urllib.error.HTTPError, match="403") as refusal:
        post(box, "http://shop.example", sender="hana@mail.example", subject="", words="x", answers="")
    refusal.value.close()
    assert not arrived(tmp_path)
