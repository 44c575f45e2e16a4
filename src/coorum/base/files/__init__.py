"""Files of sites, in a folder (`COORUM_FILES`); the functions are those that an object store offers too.

    ref = files.put(site.id, data, "image/webp")      # a row keeps ref.key, ref.sha256, ref.size
    with files.stream(site.id, ref.key) as file: ...
    files.delete(site.id, ref.key)

Every call names the site it acts for (`scope.PROVIDER` for the provider): a key of another site is no key.
"""

from coorum.base.files.folder import FileRef, delete, delete_all, drop_unfinished, keys, put, read, stream
from coorum.base.files.names import Missing, media_headers, media_type_of
from coorum.base.files.orphans import drop_orphans, named_in

__all__ = [
    "FileRef",
    "Missing",
    "delete",
    "delete_all",
    "drop_orphans",
    "drop_unfinished",
    "keys",
    "media_headers",
    "media_type_of",
    "named_in",
    "put",
    "read",
    "stream",
]
