"""`manage keys`: which keys there are and what stands under them; new ones, and the end of old ones (docs/operate/keys.md)."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from coorum.base import keyring, keys, rotation
from coorum.base.ledger.heads import sign_heads
from coorum.base.operations import KEY_ADDED, KEY_DESTROYED, record
from coorum.sites.queries import all_sites


class Command(BaseCommand):
    """The key folder, for whoever has a shell. Pages are served all the while."""

    help = "Show, change and destroy the keys that the service seals and signs with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("status", help="which keys there are, and how much stands under each")
        acts.add_parser("add", help="a new key that seals nothing yet, to be copied to the other machines first")
        rotate = acts.add_parser("rotate", help="let a new key take over, and seal everything anew with it")
        rotate.add_argument("--signing", action="store_true", help="the key that signs, instead of those that seal")
        acts.add_parser("reseal", help="go on sealing anew, where rotate was interrupted")
        acts.add_parser("destroy", help="end a key under which nothing stands any more").add_argument("key")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        try:
            getattr(self, act)(options)
        except (ImproperlyConfigured, keyring.StillNeeded) as error:
            raise CommandError(str(error)) from error

    def status(self, _: dict[str, Any]) -> None:
        """A line for each key."""
        ring, cells = keys.field_keys(), rotation.cells_by_key() + rotation.files_by_key()
        waiting = keyring.waiting_key(ring)
        for name in ring.keys:
            what = "seals" if name == ring.current else "waits" if name == waiting else "opens only"
            self.stdout.write(f"{name:<34}{what:<12}{cells.pop(name, 0)} cells and files")
        for name, count in cells.items():
            self.stdout.write(f"{name:<34}{'MISSING':<12}{count} that nobody can open")
        ours = keys.signing_key().id
        for name in keys.public_keys():
            self.stdout.write(f"{name:<34}{'signs' if name == ours else 'signed once; its public half stays'}")

    def add(self, _: dict[str, Any]) -> None:
        """One key more."""
        self.stdout.write(
            f"{keyring.add_field_key()} is in the ring. Copy fields.json to all machines, then “keys rotate”."
        )

    def rotate(self, options: dict[str, Any]) -> None:
        """A new key takes over."""
        if options["signing"]:
            self._rotate_signing()
            return
        old, new = keys.field_keys().current, keyring.add_field_key()
        keyring.seal_with(new)
        record(KEY_ADDED, use="seal", key=new, before=old)
        self.stdout.write(f"{new} seals from now on.")
        self.reseal(options)
        self.stdout.write(f"In a minute: “keys destroy {old}”.")

    def _rotate_signing(self) -> None:
        old = keys.signing_key().id
        record(KEY_ADDED, use="sign", before=old)
        sign_heads(pause=timedelta())  # the old key's last head says that it was the last
        self.stdout.write(f"{keyring.rotate_signing_key().id} signs from now on. What {old} signed stays verifiable.")

    def reseal(self, _: dict[str, Any]) -> None:
        """Everything under the current key; what cannot be opened is named."""
        progress = rotation.Progress()
        for progress in rotation.reseal_all([site.id for site in all_sites()]):
            self.stdout.write(f"\r{progress.changed} cells sealed anew", ending="")
        self.stdout.write(f"\r{progress.changed} cells sealed anew.")
        if progress.broken:
            raise CommandError("These cannot be opened, and stay as they are:\n" + "\n".join(progress.broken))

    def destroy(self, options: dict[str, Any]) -> None:
        """Nothing under it can be opened any more, by anybody."""
        name = options["key"]
        if name not in keys.field_keys().keys:
            raise CommandError(f"There is no key {name} in the ring.")
        if name == keys.field_keys().current:
            raise CommandError(f"{name} is the key that seals: let another take over first, with “keys rotate”.")
        rotation.ensure_unused(name)
        keyring.destroy_field_key(name)
        record(KEY_DESTROYED, use="seal", key=name)
        self.stdout.write(f"{name} is destroyed here. Delete it from the other machines, and old backups of keys.")
