"""Where the bytes of a stored file are served (portal: `/media/<key>`)."""


def media_url(key: str) -> str:
    """The path of a stored file on its site."""
    return f"/media/{key}"
