"""What the printed pages say, as names and values: the same words as on the screen, for the typesetter."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from coorum.privacy import printing
from coorum.privacy.kinds import PaperKind
from coorum.privacy.models import FeePaper

Pair = tuple[str, str]


def of_paper(paper: FeePaper) -> dict[str, Any]:
    """A receipt, an invoice, or what takes one back."""
    says = paper.says
    return {
        "title": title_of(paper),
        "number": _("No. %(number)s") % {"number": says["number"]},
        "rows": rows_of(paper),
        "note": note_of(paper),
        "issuer": says["issuer"]["name"],
    }


def paper_file(paper: FeePaper) -> bytes | None:
    """The paper as a PDF in the language it was issued in; None where the machine cannot print it."""
    language = paper.says["language"]
    try:
        with override(language):
            return printing.pdf("paper", of_paper(paper), language=language)
    except printing.NotPrintable:
        return None


def title_of(paper: FeePaper) -> str:
    """What the paper is, as it is called in law."""
    qualified = bool(paper.says["issuer"]["registration"])
    if paper.kind == PaperKind.RETURN:
        return _("Qualified return invoice") if qualified else _("Return receipt")
    return _("Receipt (qualified invoice)") if qualified else _("Receipt")


def rows_of(paper: FeePaper) -> list[Pair]:
    """What the law asks for, as name and value."""
    says, rate = paper.says, paper.says["rates"][0]
    told = {"amount": f"{rate['amount']:,}", "tax": f"{rate['tax']:,}"}
    rows = [
        (_("To"), says["payer"]),
        (_("Date"), date_format(date.fromisoformat(says["day"]), "DATE_FORMAT")),
        (_("For"), says["content"]),
        (_("Amount"), _("%(amount)s yen") % {"amount": f"{says['amount']:,}"}),
        (_("Taxed at %(rate)s %%") % rate, _("%(amount)s yen, of which %(tax)s yen consumption tax") % told),
        (_("Issued by"), f"{says['issuer']['name']} {says['issuer']['address']}"),
        (_("Registration number"), says["issuer"]["registration"]),
        (_("Issued on"), date_format(date.fromisoformat(says["issued_on"]), "DATE_FORMAT")),
        (_("Takes back") if paper.kind == PaperKind.RETURN else _("Instead of"), says["replaces"]),
    ]
    return [(name, value) for name, value in rows if value]


def note_of(paper: FeePaper) -> str:
    """What the paper is not."""
    if paper.says["issuer"]["registration"]:
        return ""
    return _("This is a plain receipt, no qualified invoice: the issuer is not registered for the invoice system.")


def of_package(told: dict[str, Any]) -> dict[str, Any]:
    """The answer to a request, from what its page is made of."""
    return {
        "title": told["case"]["asks"],
        "head": _head(told),
        "parts": [_part(one) for one in told["parts"]],
        "searched": [
            (one["title"], one["site"] or "–", str(one["result"]), str(one["rows"])) for one in told["searched"]
        ],
        "elsewhere": [f"{one['title']}: {one['why']}" for one in told["left_out"]],
        "words": {
            "searched": _("Where we looked"),
            "columns": [_("Data"), _("Community"), _("Result"), _("Entries")],
            "elsewhere": _("What is told elsewhere"),
            "end": _end(told["provider"]),
        },
    }


def _end(provider: Any) -> str:
    words = _(
        "Passwords are kept as hashes only and are never read out, not even here. "
        "If you disagree with the answer, please tell us; you may also turn to the "
        "Personal Information Protection Commission or to a court."
    )
    if not provider or not provider.accredited_body:
        return words
    more = _(
        "Complaints about how we handle personal information are received too by %(body)s (%(contact)s), "
        "the accredited personal information protection organisation to which we belong."
    ) % {"body": provider.accredited_body, "contact": provider.accredited_contact}
    return f"{words} {more}"


def _head(told: dict[str, Any]) -> list[Pair]:
    provider, decision = told["provider"], told["decision"]
    who = (provider.legal_name, provider.address, provider.representative, provider.contact_email) if provider else ()
    rows = [
        (_("Request"), told["case"]["label"]),
        (_("Received on"), _moment(told["case"]["received_at"])),
        (_("Made on"), _moment(told["case"]["made_at"])),
        (_("Who answers"), "\n".join(who)),
        (_("Your words"), told["case"]["words"]),
        (_("Decision"), str(decision["words"])),
        (_("Ground"), str(decision["ground"])),
        (_("Reason"), decision["reason"]),
    ]
    return [(name, value) for name, value in rows if value]


def _part(part: dict[str, Any]) -> dict[str, Any]:
    left_out = _("No. %(number)s is left out: %(ground)s")
    return {
        "title": f"{part['title']} ({part['site']})" if part["site"] else part["title"],
        "about": [f"{_('Used for:')} {' / '.join(part['purposes'])}", f"{_('Kept:')} {part['kept']}"],
        "rows": [[(cell["name"], cell["value"]) for cell in row] for row in part["shown"]],
        "redacted": [left_out % one for one in part["redacted"]],
    }


def _moment(value: Any) -> str:
    return str(date_format(timezone.localtime(value), "DATETIME_FORMAT"))
