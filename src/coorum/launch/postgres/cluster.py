"""One PostgreSQL cluster: made, started, adopted when it runs already, repaired after any death, stopped."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from coorum.launch.trouble import Trouble

from . import binaries, birth, places, processes, server
from .account import Account, server_account
from .guests import Guests

SUPERUSER = "postgres"


@dataclass
class Cluster:
    """A cluster that keeps its data in `folder` and answers on a socket in `socket`, never on the network.

    Who may connect: the socket lies in a folder that only the server's account and root can enter, and
    `pg_hba.conf` asks the kernel besides who calls (`peer`): root or the account that started us and nobody
    else, and only as one of our roles. So there is no password to keep, to leak or to put into an address.
    Here one account can play all roles: they keep the program honest, not its owner. On a real server each
    role has a password or certificate of its own.
    """

    folder: Path
    socket: Path
    log: Path
    programs: binaries.Binaries
    account: Account
    durable: bool
    guests: Guests
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def url(self, role: str, database: str = "coorum") -> str:
        """The address for libpq and psycopg: `postgresql://role@/database?host=/folder/of/the/socket`."""
        return f"postgresql://{quote(role)}@/{quote(database)}?host={quote(str(self.socket))}"

    @property
    def superuser_url(self) -> str:
        return self.url(SUPERUSER, "postgres")

    def is_alive(self) -> bool:
        """A quick look at whether the postmaster is there, our child or adopted."""
        if self.process is not None:
            return self.process.poll() is None
        pid = server.postmaster(self)
        return pid is not None and processes.exists(pid)

    def start(self) -> None:
        """Return when it answers; `Trouble` says in one sentence why it cannot."""
        with self.guests.turn():
            if not server.adopt(self):
                server.clear_away(self)
                birth.ensure_born(self)
                server.launch(self)
            self.guests.enter()

    def stop(self) -> None:
        """Stop the server, unless another process still uses it."""
        with self.guests.turn():
            if self.guests.leave():
                server.stop(self)
            elif self.process is not None:
                self.process.returncode = 0  # it outlives us; Popen would complain that nobody waited for it
                self.process = None


def cluster_in(data: Path, *, durable: bool = True) -> Cluster:
    """coorum's cluster in its data folder, not yet started. `durable=False`: fast and unsafe, for tests."""
    account = server_account()
    programs = binaries.find(account)
    # Root's folder lets `nobody` walk through, not look around; everybody else's is closed.
    data.mkdir(mode=0o711 if account.is_other else 0o700, parents=True, exist_ok=True)
    data = data.resolve()
    folder = places.data_folder(data, programs.major, account)
    socket = places.socket_folder(folder, account)
    return Cluster(folder, socket, data / "postgres.log", programs, account, durable, Guests(data))


def erase(data: Path) -> None:
    """Stop and delete the clusters of every major version in `data`; `Trouble` while another process uses one."""
    guests = Guests(data)
    with guests.turn():
        guests.enter()
        if not guests.leave():
            raise Trouble(f"The database in {data} is in use by another command: end that first.")
        for folder in data.glob("pg[0-9][0-9]*"):
            processes.end(folder.resolve(), signal.SIGQUIT, signal.SIGKILL)
            places.remove(folder)


@contextmanager
def running(data: Path, *, durable: bool = True) -> Iterator[Cluster]:
    """A cluster that answers while the block runs; shared with other processes that use the same data."""
    cluster = cluster_in(data, durable=durable)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()
