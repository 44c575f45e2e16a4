"""Who signs: the provider's origin, where everybody signs in."""

from coorum.sites.queries import provider_origin


def issuer() -> str:
    """The issuer identifier (Core 1.2): scheme, host and port, without a slash."""
    return provider_origin()
