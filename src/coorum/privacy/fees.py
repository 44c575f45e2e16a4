"""What an application costs. No database and no clock here."""

from dataclasses import dataclass

from coorum.privacy.invoices import tax_within


@dataclass(frozen=True)
class Price:
    """In yen, tax included. `cost_basis` names the reckoning on which the amount is reasonable (APPI 38(2))."""

    amount: int = 3000
    tax_rate: int = 10
    cost_basis: str = "2026-11"

    @property
    def tax(self) -> int:
        """The consumption tax within, rounded down once for the document."""
        return tax_within(self.amount, self.tax_rate)


PRICE = Price()
