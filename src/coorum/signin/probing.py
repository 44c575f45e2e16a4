"""What the door does, for proofs of promises: what registration asks for and takes, and whether tries are counted first."""

from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.urls import resolve, reverse

from coorum.signin.forms.signup import SignupForm

COUNT, TRANSACTION = "coorum.signin.counting.CountFirst", "coorum.web.middleware.UnitOfWork"


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


def guessing() -> dict[str, Any]:
    """`uncounted`: pages that look at a password nobody counted; `counts_first`: before the request's transaction."""
    pages = {name: resolve(reverse(f"signin:{name}")).func for name in ("login", "signup", "again", "merging")}
    order = [name for name in settings.MIDDLEWARE if name in (COUNT, TRANSACTION)]
    return {
        "uncounted": sorted(name for name, view in pages.items() if not hasattr(view, "act")),
        "counts_first": order == [COUNT, TRANSACTION],
    }


def _refuses(more: dict[str, str]) -> bool:
    notice = SimpleNamespace(fingerprint="", offers=defaultdict(lambda: SimpleNamespace(sentence="")))
    form = SignupForm(more, site=None, invitation="", notice=notice)
    form.is_valid()
    return form.has_error("__all__", "unknown_fields")
