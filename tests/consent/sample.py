"""The sample texts: a fictional company's policies in the shapes in which such texts are published."""

from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
