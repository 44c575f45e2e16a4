"""How the house says no."""

from typing import Any


class Refused(Exception):  # noqa: N818  a refusal is an answer, not an accident
    """An action that the rules do not allow, with words for the person who asked.

    `code` is stable and meant for programs and tests; `message` is a (lazy) sentence for people that says what to do;
    `field` names the form field it belongs to, where there is one. Doors turn it into a form error, a 403/409/413 page
    or JSON; it is never swallowed.
    """

    def __init__(self, code: str, message: Any, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.params = params

    def __str__(self) -> str:
        return str(self.message) % self.params if self.params else str(self.message)


class OutsideScope(RuntimeError):  # noqa: N818
    """Code touched site-owned data, or published an event, with no scope open: a mistake of ours, never of the visitor."""
