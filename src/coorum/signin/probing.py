"""What the form of registration asks for and takes, for the proof of the promise that it is no more than was said."""

from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from django import forms

from coorum.signin.forms.signup import SignupForm


def sign_up() -> dict[str, Any]:
    """`asked`: what one fills in; `ticked`: boxes ticked beforehand; `refuses_others`: whether a field more is refused."""
    fields = SignupForm.base_fields
    boxes = {name: field for name, field in fields.items() if isinstance(field, forms.BooleanField)}
    asked = [name for name, field in fields.items() if name not in boxes and not field.widget.is_hidden]
    return {
        "asked": sorted(asked),
        "ticked": sorted(name for name, field in boxes.items() if field.initial),
        "refuses_others": _refuses({"surname": "見本"}),
    }


def _refuses(more: dict[str, str]) -> bool:
    notice = SimpleNamespace(fingerprint="", offers=defaultdict(lambda: SimpleNamespace(sentence="")))
    form = SignupForm(more, site=None, invitation="", notice=notice)
    form.is_valid()
    return form.has_error("__all__", "unknown_fields")
