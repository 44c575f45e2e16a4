"""A palette as a stylesheet: custom properties, light, and dark by wish of the system or the reader."""

from collections.abc import Mapping
from hashlib import sha256

from coorum.sites.branding.palette import Palette


def theme_css(palette: Palette) -> str:
    """CSS text that sets every colour token on `:root`; some 3 kB, no selector but the root's."""
    light, dark = _properties(palette.light), _properties(palette.dark)
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
    )


def theme_hash(palette: Palette) -> str:
    """Sixteen hex digits that change when, and only when, the stylesheet does."""
    return sha256(theme_css(palette).encode()).hexdigest()[:16]


def _properties(tokens: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in tokens.items())
