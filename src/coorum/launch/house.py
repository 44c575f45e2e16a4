"""What is done on a database that answers: migrate it, move the demo in, open the doors."""

from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec

from coorum.launch import folder, moving, ports, restoring, schema
from coorum.launch.database import Database
from coorum.launch.screen import Screen
from coorum.launch.supervisor import Program, Supervisor
from coorum.launch.surroundings import Surroundings, command

AT_FIRST = "30"  # posts of the demo on each site, before the doors open
COMMANDS = "coorum.commands.management.commands"


@dataclass(frozen=True)
class House:
    """One run. A part of it that is not built yet is left out."""

    here: Surroundings
    database: Database
    screen: Screen
    supervisor: Supervisor

    def update_database(self) -> None:
        """Migrate as the owner: the only one of our programs that gets to know the owner's address."""
        restoring.ensure_finished(self.database.addresses["COORUM_DATABASE_URL"])
        if schema.is_current(self.database.addresses):
            return
        with self.screen.step("Bringing the database up to date"):
            environment = self.here.environment(self.database.addresses)
            self.supervisor.finish(Program("migrate", command("migrate", "--verbosity", "0"), environment))
        schema.remember(self.database.addresses)

    def move_in(self, *, with_demo: bool) -> None:
        """Fill a new house with enough of the demo to look around.

        Decided once: it must not appear among somebody's own content later.
        """
        port = folder.last_port(self.here.data)
        if port is None and with_demo and find_spec(f"{COMMANDS}.demo"):
            with self.screen.step("Moving the demo in"):
                self.supervisor.finish(self._program("demo", "manage", "demo", "--first", AT_FIRST))
        if port not in (None, self.here.port) and self.database.superuser:
            moving.move(self.database.superuser, replace(self.here, port=port), self.here)
        folder.settle(self.here.data, self.here.port)

    def open_doors(self) -> None:
        """Start what is looked at, and when it is served what works behind."""
        port, data = str(self.here.port), str(self.here.data)
        with self.screen.step("Opening the doors"):
            self.supervisor.start(self._program("web", "serve", "--port", port))
            self.supervisor.start(self._program("toys", "toys", "--port", port, "--data", data))
            for address in (self.here.mailbox, self.here.shop, f"{self.here.web}/healthz"):
                self.supervisor.watch(until=partial(ports.serves, address))
        if find_spec(f"{COMMANDS}.worker"):
            self.supervisor.start(self._program("worker", "worker"))
        if find_spec("coorum.web.live"):
            self.supervisor.start(self._program("live", "live", "--port", str(self.here.ports["live events"])))

    def go_on_moving_in(self) -> None:
        """Fetch the rest of the demo while people look around; at the next start if this one ends before."""
        if (self.here.data / folder.UNFINISHED_DEMO).exists():
            self.supervisor.send(self._program("demo", "manage", "demo"))

    def _program(self, name: str, *words: str) -> Program:
        environment = self.here.environment(self.database.addresses)
        environment.pop("COORUM_OWNER_DATABASE_URL", None)
        return Program(name, command(*words), environment)
