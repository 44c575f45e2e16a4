"""A picture as pages show it: addresses and sizes, no bytes. Queries build it, templates read it."""

from collections.abc import Iterator
from dataclasses import dataclass

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "png": "image/png", "jpeg": "image/jpeg"}
_BEST_FIRST = ("avif", "webp")


@dataclass(frozen=True, slots=True)
class Source:
    """One rendition: where it is, its width in pixels, its format (a key of `MEDIA_TYPES`)."""

    url: str
    width: int
    format: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture with its largest width and height in pixels and all its sources, in any order."""

    width: int
    height: int
    sources: tuple[Source, ...]
    dominant_colour: str = "#dddddd"

    @property
    def src(self) -> str:
        """The address for browsers that choose nothing: at least 800 pixels wide, if the picture is."""
        return self.at_least(800)

    def at_least(self, width: int) -> str:
        """The narrowest WebP of at least `width` pixels, or the widest; an avatar of 40 points asks for 80."""
        every = sorted(self.sources, key=lambda source: source.width)
        plain = [source for source in every if source.format == "webp"] or every
        return next((source for source in plain if source.width >= width), plain[-1]).url

    def srcsets(self) -> Iterator[tuple[str, str]]:
        """(media type, srcset) for each format that pages offer, the smallest files first."""
        for format_ in _BEST_FIRST:
            chosen = sorted((s for s in self.sources if s.format == format_), key=lambda s: s.width)
            if chosen:
                yield MEDIA_TYPES[format_], ", ".join(f"{s.url} {s.width}w" for s in chosen)
