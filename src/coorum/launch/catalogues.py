"""Message catalogues: `.po` files are kept, `.mo` files are made from them when they are stale."""

from pathlib import Path

from coorum.launch.checkout import IS_CHECKOUT, PACKAGE


def refresh() -> None:
    """Compile what is stale in a checkout; a wheel carries its own."""
    if IS_CHECKOUT:
        compile_stale(PACKAGE)


def compile_stale(package: Path) -> list[Path]:
    """Compile the catalogues of all rooms and doors whose `.mo` is missing or older; returns the ones compiled."""
    stale = [
        po
        for po in sorted(package.glob("*/locale/*/LC_MESSAGES/*.po"))
        if not po.with_suffix(".mo").exists() or po.with_suffix(".mo").stat().st_mtime < po.stat().st_mtime
    ]
    for po in stale:
        _compile(po)
    return stale


def _compile(po: Path) -> None:
    from babel.messages.mofile import write_mo  # late: mostly nothing is stale
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parents[1].name, abort_invalid=True)
    for message in list(catalogue):
        # Another package has the words. Babel would write the English ones in their place, and those would win.
        if message.id and isinstance(message.string, tuple) and not all(message.string):
            catalogue.delete(message.id, message.context)
    half = po.with_suffix(".mo.half")
    with half.open("wb") as target:
        write_mo(target, catalogue)
    half.rename(po.with_suffix(".mo"))
