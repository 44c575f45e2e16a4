"""Letters to the provider on a development machine: a small mail server, and the folder it drops them into.

What any mail program hands in here (SMTP, RFC 5321, without TLS or sign-in) arrives as an enquiry, whoever it is
addressed to. It listens on this machine only and is started by `coorum run` alone; production fetches mail by IMAP.
"""

import asyncio
import re
from asyncio import StreamReader, StreamWriter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from coorum.launch.ports import HOST

#: Bounds: bytes of a letter and of a line, recipients, letters that may wait, people at the counter, seconds of silence.
LARGEST, LINE, RECIPIENTS, WAITING, GUESTS, PATIENCE = 10 * 1024 * 1024, 64 * 1024, 100, 500, 20, 60
_PATH = re.compile(r"(?i:from|to):\s*<([^<>\s]{0,254})>")
_ABILITIES = ("coorum", f"SIZE {LARGEST}", "8BITMIME", "SMTPUTF8", "PIPELINING")


class TooMuchError(Exception):
    """More than is taken; the sentence is the server's answer."""


def drop(folder: Path, letter: bytes) -> Path:
    """Put a letter into the folder, whole or not at all. Raises `TooMuchError` where so many wait that nobody seems to fetch."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if len(letter) > LARGEST:
        raise TooMuchError("552 5.3.4 This letter is too large")
    if sum(1 for _each in folder.glob("*.eml")) >= WAITING:
        raise TooMuchError("452 4.3.1 Too many letters wait already")
    name = f"{uuid4().hex}.eml"
    half = folder / f".{name}"
    half.write_bytes(letter)
    return half.rename(folder / name)


def serve(folder: Path, port: int) -> None:
    """Take letters in until the process ends."""
    asyncio.run(_serve(folder, port))


async def _serve(folder: Path, port: int) -> None:
    async with await opened(folder, port) as server:
        await server.serve_forever()


async def opened(folder: Path, port: int) -> asyncio.Server:
    """The server, listening on this machine only. At port 0 the system chooses one."""
    guests = asyncio.Semaphore(GUESTS)

    async def welcome(reader: StreamReader, writer: StreamWriter) -> None:
        async with guests:
            # Whoever hangs up, falls silent or sends lines without an end is let go.
            with closing(writer), suppress(OSError, ValueError, EOFError):
                await Counter(folder, reader, writer).talk()

    return await asyncio.start_server(welcome, HOST, port, limit=LINE)


@dataclass
class Counter:
    """One conversation, and the envelope that is being filled in it."""

    folder: Path
    reader: StreamReader
    writer: StreamWriter
    sender: str | None = None
    recipients: list[str] = field(default_factory=list)

    async def talk(self) -> None:
        """Answer each command in turn. A word that is none of SMTP ends it: a web page may be made to send such things."""
        await self._say("220 coorum takes letters to the provider (development)")
        while line := await self._line():
            verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    await self._greet(is_extended=verb.upper() == "EHLO")
                case "MAIL" | "RCPT" | "DATA":
                    await self._say(await self._envelope(verb.upper(), rest))
                case "RSET" | "NOOP":
                    self._start_anew(keep=verb.upper() == "NOOP")
                    await self._say("250 2.0.0 OK")
                case "QUIT":
                    return await self._say("221 2.0.0 Goodbye")
                case _:
                    return await self._say("500 5.5.1 This is a mail server, and knows no such word")
        return None

    async def _envelope(self, verb: str, rest: str) -> str:
        path = _PATH.match(rest)
        if verb == "DATA":
            return await self._letter() if self.recipients else "503 5.5.1 RCPT first"
        if path is None:
            return "501 5.5.4 An address in pointed brackets, please"
        if verb == "MAIL":
            self._start_anew()
            self.sender = path[1]
            return "250 2.1.0 OK"
        if self.sender is None or len(self.recipients) >= RECIPIENTS:
            return "503 5.5.1 MAIL first" if self.sender is None else "452 4.5.3 Too many recipients"
        self.recipients.append(path[1])
        return "250 2.1.5 OK"

    async def _letter(self) -> str:
        """Read up to the line with a single dot. What is too much is read and forgotten, so that the answer is heard."""
        await self._say("354 Go on, and end with a single dot")
        sender, lines, size = self.sender, [], 0
        self._start_anew()
        while (line := await self._line()) != b".\r\n":
            if not line or size > 2 * LARGEST:
                raise asyncio.IncompleteReadError(line, None)
            size += len(line)
            if size <= LARGEST:
                lines.append(line.removeprefix(b"."))
        if size > LARGEST:
            return "552 5.3.4 This letter is too large"
        try:
            drop(self.folder, b"".join([f"Return-Path: <{sender}>\r\n".encode(), *lines]))
        except TooMuchError as answer:
            return str(answer)
        return "250 2.0.0 Taken: it becomes an enquiry within a minute"

    async def _greet(self, *, is_extended: bool) -> None:
        self._start_anew()
        said = _ABILITIES if is_extended else _ABILITIES[:1]
        for line in said[:-1]:
            await self._say(f"250-{line}")
        await self._say(f"250 {said[-1]}")

    def _start_anew(self, *, keep: bool = False) -> None:
        if not keep:
            self.sender, self.recipients = None, []

    async def _line(self) -> bytes:
        async with asyncio.timeout(PATIENCE):
            return await self.reader.readline()

    async def _say(self, answer: str) -> None:
        self.writer.write(f"{answer}\r\n".encode())
        await self.writer.drain()
