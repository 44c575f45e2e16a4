"""What is done on a database that answers: migrate it, move the demo in, open the doors."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

from coorum.launch import folder, ports, schema
from coorum.launch.screen import Screen
from coorum.launch.supervisor import Program, Supervisor
from coorum.launch.surroundings import Surroundings, command

COMMANDS = "coorum.commands.management.commands"


@dataclass(frozen=True)
class House:
    """One run. A part of it that is not built yet is left out."""

    here: Surroundings
    addresses: Mapping[str, str]
    screen: Screen
    supervisor: Supervisor

    def update_database(self) -> None:
        """Migrate as the owner: the only one of our programs that gets to know the owner's address."""
        if schema.is_current(self.addresses):
            return
        with self.screen.step("Bringing the database up to date"):
            environment = self.here.environment(self.addresses)
            self.supervisor.finish(Program("migrate", command("migrate", "--verbosity", "0"), environment))
        schema.remember(self.addresses)

    def move_in(self, *, with_demo: bool) -> None:
        """Fill a new house with the demo. Decided once: it must not appear among somebody's own content later."""
        if folder.is_new(self.here.data) and with_demo and find_spec(f"{COMMANDS}.demo"):
            with self.screen.step("Moving the demo in"):
                self.supervisor.finish(self._program("demo", "manage", "demo"))
        folder.settle(self.here.data)

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

    def _program(self, name: str, *words: str) -> Program:
        environment = self.here.environment(self.addresses)
        environment.pop("COORUM_OWNER_DATABASE_URL", None)
        return Program(name, command(*words), environment)
