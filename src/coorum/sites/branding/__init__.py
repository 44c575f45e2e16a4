"""Branding: a site's colours from one brand colour, always legible. Pure; no database, no clock."""

from coorum.sites.branding.colour import contrast, normal_hex
from coorum.sites.branding.css import theme_css, theme_hash
from coorum.sites.branding.palette import PAIRS, Adjustment, Pair, Palette, derive

__all__ = [
    "PAIRS",
    "Adjustment",
    "Pair",
    "Palette",
    "contrast",
    "derive",
    "normal_hex",
    "theme_css",
    "theme_hash",
]
