"""Ids in addresses: 26 small letters and digits instead of a UUID's 36 characters."""

from uuid import UUID

from coorum.base.ids import SHORT_PATTERN, from_short, short


class ShortId:
    """`<short:post_id>` in a URL pattern gives the view a UUID; an id in any other spelling is no such address."""

    regex = SHORT_PATTERN

    def to_python(self, value: str) -> UUID:
        return from_short(value)

    def to_url(self, value: UUID) -> str:
        return short(value)
