"""What a file is called, and what its name says about it.

A key is `<site>/<two digits>/<sha256>-<sixteen random digits>.<ending>`: whose it is, what is in it, what it is. The hash
lets a file be checked against its name and cached for ever. The random digits make each upload a file of its own:
deleting one member's picture never takes the same picture from somebody else, and no key can be guessed from a file
one happens to have.
"""

import re
import secrets
from uuid import UUID

from django.utils.http import content_disposition_header

_ENDINGS = {
    "image/webp": "webp",
    "image/avif": "avif",
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/zip": "zip",
    "application/json": "json",
    "application/pdf": "pdf",
    "text/csv": "csv",
}
_MEDIA_TYPES = {ending: media_type for media_type, ending in _ENDINGS.items()}
_KEY = re.compile(
    r"(?P<site>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})-[0-9a-f]{16}\.(?P<ending>[a-z]+)"
)


class Missing(LookupError):  # noqa: N818
    """No such file, or none of this site: the caller learns no more."""


def new_key(site_id: UUID, sha256: str, media_type: str) -> str:
    """A key that nobody has used."""
    return f"{site_id}/{sha256[:2]}/{sha256}-{secrets.token_hex(8)}.{_ENDINGS.get(media_type, 'bin')}"


def ensure_of_site(site_id: UUID, key: str) -> None:
    """Raises `Missing` unless this is a key, and one of this site."""
    if _parts(key)["site"] != str(site_id):
        raise Missing(key)


def media_type_of(key: str) -> str:
    """For example image/webp; what we have no ending for is application/octet-stream. Raises `Missing`."""
    return _MEDIA_TYPES.get(_parts(key)["ending"], "application/octet-stream")


def media_headers(key: str, *, is_public: bool, name: str = "") -> dict[str, str]:
    """Headers under which a file can do no harm: its true type, alone in a sandbox, a download unless a picture.

    `is_public` says whether shared caches may keep it, `name` what a download is called. Raises `Missing`.
    """
    media_type = media_type_of(key)
    is_picture = media_type.startswith("image/")
    return {
        "Content-Type": media_type,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Content-Disposition": content_disposition_header(not is_picture, name) or "inline",
        "Cache-Control": f"{'public' if is_public else 'private'}, max-age=31536000, immutable",
        "ETag": f'"{_parts(key)["sha256"]}"',
    }


def _parts(key: str) -> dict[str, str]:
    found = _KEY.fullmatch(key)
    if found is None:
        raise Missing(key)
    return found.groupdict()
