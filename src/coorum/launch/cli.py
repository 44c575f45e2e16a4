"""The command line: what can be asked, and one plain sentence where it cannot be done."""

import errno
import importlib
import sys
from collections.abc import Sequence

from coorum.launch import leash
from coorum.launch.trouble import Trouble

COMMANDS = {
    "run": "everything on one machine, to try coorum or to work on it",
    "serve": "production: the pages (granian, WSGI)",
    "live": "production: the live events (granian, ASGI)",
    "worker": "production: the tasks",
    "migrate": "production: bring the database to this version, as its owner",
    "keys": "make a folder with fresh keys",
    "backup": "save everything into a locked file, and the keys into another",
    "restore": "get a house back from a backup",
    "doctor": "see whether all is well, and what to do where it is not",
    "promises": "prove what the policy promises, and say what was found",
    "manage": "Django's management commands",
    "test": "run the tests (in a checkout)",
    "check": "format, lint, types, layers, migrations, documents (in a checkout)",
}
HIDDEN = ("toys",)  # the mailbox and the shop, started by `run`


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    name, *arguments = (sys.argv[1:] if words is None else words) or ["help"]
    if name not in COMMANDS and name not in HIDDEN:
        print("\n".join(["usage: coorum COMMAND …", "", *(f"  {n:<8} {what}" for n, what in COMMANDS.items())]))
        return 0 if name in ("help", "-h", "--help") else 2
    leash.hold()
    try:
        code = importlib.import_module(f"coorum.launch.{name}").main(arguments)
    except Trouble as trouble:
        return _complain(str(trouble))
    except OSError as error:
        return _complain(_sentence(error))
    except KeyboardInterrupt:
        return 130
    return int(code or 0)


def _complain(sentence: str) -> int:
    print(f"coorum: {sentence}", file=sys.stderr)
    return 1


def _sentence(error: OSError) -> str:
    """What happens to folders; anything else is our mistake and keeps its traceback."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk that holds {error.filename or 'the data folder'} is full: make room and start again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{error.filename} cannot be written to: allow it, or choose another folder with --data."
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{error.filename} cannot be a folder, because a file is in the way: choose another with --data."
    raise error


if __name__ == "__main__":
    sys.exit(main())
