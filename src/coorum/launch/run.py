"""`coorum run`: everything on one machine. Each step says on the screen what it does and how long it took."""

import argparse
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from coorum.launch import catalogues, endings, folder, ports, welcome
from coorum.launch.checkout import default_data
from coorum.launch.database import database
from coorum.launch.house import House
from coorum.launch.keys import ensure_keys
from coorum.launch.screen import Screen
from coorum.launch.supervisor import Supervisor
from coorum.launch.surroundings import Surroundings


def main(arguments: Sequence[str]) -> None:
    """Returns when it was told to end; raises `Trouble` when something cannot start or ends by itself."""
    options = _options(arguments)
    here = Surroundings(options.data.absolute(), options.port)
    begun = time.monotonic()
    screen = Screen()
    endings.listen()
    try:
        with ExitStack() as life:
            life.enter_context(folder.occupied(here.data))
            ports.ensure_free(here.ports)
            _prepare_folder(screen, here.data, fresh=options.fresh)
            with screen.step("Starting PostgreSQL"):
                found = life.enter_context(database(here.data))
            supervisor = life.enter_context(Supervisor(screen.write, coloured=screen.is_coloured))
            supervisor.mind("PostgreSQL", found.is_alive)
            house = House(here, found, screen, supervisor)
            house.update_database()
            house.move_in(with_demo=not options.no_demo)
            house.open_doors()
            screen.write(welcome.text(here, seconds=time.monotonic() - begun))
            house.go_on_moving_in()
            supervisor.watch()
    except KeyboardInterrupt:
        screen.write(f"\ncoorum has stopped. Its data stays in {here.data}.")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="coorum run", description="Run everything on one machine.")
    parser.add_argument("--port", type=int, default=8000, help="the web; the next four are taken too (8000)")
    parser.add_argument("--data", type=Path, default=default_data(), help="the folder for everything (.data)")
    parser.add_argument("--fresh", action="store_true", help="delete the old data first")
    parser.add_argument("--no-demo", action="store_true", help="begin with an empty house")
    return parser.parse_args(arguments)


def _prepare_folder(screen: Screen, data: Path, *, fresh: bool) -> None:
    if fresh:
        with screen.step("Deleting the old data"):
            folder.erase(data)
    ensure_keys(data / "keys")
    for name in ("mail", "inbox"):
        (data / name).mkdir(mode=0o700, exist_ok=True)
    catalogues.refresh()
