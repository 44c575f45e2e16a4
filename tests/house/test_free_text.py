"""Free text from outside is screened for numbers and special care, or it stands here why it is not (P2.5, P5.2)."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django import forms

from coorum.accounts import profile
from coorum.accounts.actions import profiles
from coorum.community.actions import words
from coorum.enquiries.actions import asking, rating
from coorum.enquiries.inbound import apart
from coorum.factors.actions import passkeys
from coorum.moderation.actions import answering, appealing, reporting
from coorum.portal import forms as portal
from coorum.privacy.actions import agents, guests, papers
from coorum.privacy.actions import asking as requests
from coorum.profiles import rules
from coorum.signin import forms as signin

#: What somebody outside can write, and the function that screens it.
SCREENED: dict[str, Callable[..., Any]] = {
    "portal.enquiries.EnquiryForm.subject": asking.write_to_us,
    "portal.enquiries.EnquiryForm.words": asking.write_to_us,
    "portal.enquiries.EnquiryForm.name": asking.write_to_us,
    "portal.enquiries.MoreForm.words": asking.write_again,
    "portal.enquiries.RatingForm.words": rating.rate,
    "portal.privacy.RequestForm.words": requests.ask,
    "portal.privacy.RequestForm.postal_address": requests.ask,
    "portal.privacy.GuestRequestForm.words": guests.ask_as_guest,
    "portal.privacy.PayerForm.payer": papers.name_payer,
    "portal.agents.AgentRequestForm.agent_name": agents.ask_as_agent,
    "portal.agents.AgentRequestForm.person_name": agents.ask_as_agent,
    "portal.agents.AgentRequestForm.words": guests.ask_as_guest,
    "portal.profile.ProfileForm.display_name": profile.proper_display_name,
    "portal.profile.ProfileForm.bio": profiles.change_profile,
    "portal.reports.ReportForm.words": reporting.report,
    "portal.reports.ObjectionForm.words": answering.object_to,
    "portal.reports.AppealForm.words": appealing.appeal,
    "portal.words.PostForm.body": words.body_of,
    "portal.words.PostForm.title": words.title_of,
    "portal.words.WordsForm.body": words.body_of,
    "signin.profile.NameForm.display_name": profile.proper_display_name,
    "signin.factors.NameForm.name": passkeys.proper_name,
    "signin.factors.NewPasskeyForm.name": passkeys.proper_name,
    "a mail": apart.screened,
    "an answer to a profile field": rules._words,
    "a file that came with a mail": apart.looked_into,
}
_ONLY_WRITER = "a draft: its writer alone sees it, and it is screened when it is sent"
_NO_TEXT = "no words of one's own: a name in addresses, a code or a sign-in, in a shape that is checked"
#: What is not screened, and why.
LEFT = {
    "portal.words.DraftForm.body": _ONLY_WRITER,
    "portal.words.DraftForm.title": _ONLY_WRITER,
    "portal.words.RemovalForm.reason": "written by the operator's staff, who answer for it, to the author of a post",
    "portal.privacy.MailCodeForm.code": _NO_TEXT,
    "portal.profile.UserIdForm.user_id": _NO_TEXT,
    "signin.codes.CodeForm.code": _NO_TEXT,
    "signin.factors.AppForm.code": _NO_TEXT,
    "signin.factors.FactorForm.code": _NO_TEXT,
    "signin.factors.LetterCodeForm.code": _NO_TEXT,
    "signin.guardian.GuardianCodeForm.code": _NO_TEXT,
}


def written() -> Iterator[str]:
    """Every field of the public doors' forms into which words can be written."""
    for door in (portal, signin):
        for module in pkgutil.iter_modules(door.__path__):
            found = import_module(f"{door.__name__}.{module.name}")
            for form in vars(found).values():
                if isinstance(form, type) and issubclass(form, forms.BaseForm) and form.__module__ == found.__name__:
                    yield from (f"{_short(form)}.{name}" for name, field in form.base_fields.items() if _is_free(field))


def _is_free(field: forms.Field) -> bool:
    hides = (forms.HiddenInput, forms.PasswordInput)
    return type(field) is forms.CharField and not isinstance(field.widget, hides)


def _short(form: type) -> str:
    return f"{form.__module__.removeprefix('coorum.').replace('.forms.', '.')}.{form.__name__}"


def test_every_free_text_from_outside_is_screened_or_it_says_why_not() -> None:
    known = {name for name in {*SCREENED, *LEFT} if " " not in name}
    assert sorted(written()) == sorted(known)


@pytest.mark.parametrize("name", SCREENED)
def test_what_screens_it_does_so(name: str) -> None:
    source = inspect.getsource(inspect.unwrap(SCREENED[name]))
    assert any(f"{verb}(" in source for verb in ("meant", "ensure_no_numbers", "without_numbers"))
