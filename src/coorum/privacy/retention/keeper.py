"""What the privacy room hands out about legal holds that name the person who asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from coorum.base.letting_go import Kept, LetGo, years_after
from coorum.base.personal_data import Subject
from coorum.privacy.models.holds import LegalHold
from coorum.privacy.retention.kinds import HoldGround


class Holds:
    """Each hold with its ground and its day.

    Those for an authority are left out: data whose being known would hinder an investigation are no *retained personal
    data* (APPI 16(4), order 5(4)), so there is nothing to disclose.
    """

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        if subject.site_id is not None:
            return
        rows = LegalHold.objects.filter(person=subject.person_id).exclude(ground=HoldGround.AUTHORITY)
        for hold in rows.select_related("lifting").order_by("placed_at"):
            lifting = getattr(hold, "lifting", None)
            yield {
                "subject": hold.label,
                "ground": hold.get_ground_display(),
                "placed_at": hold.placed_at,
                "lifted_at": lifting.lifted_at if lifting else None,
            }

    def erase(self, subject: Subject) -> LetGo:
        """A hold stays with its reason, three years after it was lifted. Those for an authority are not spoken of here either."""
        if subject.site_id is not None:
            return LetGo()
        rows = LegalHold.objects.filter(person=subject.person_id).exclude(ground=HoldGround.AUTHORITY)
        ends = [getattr(hold, "lifting", None) for hold in rows.select_related("lifting")]
        lifted = [one.lifted_at for one in ends if one is not None]
        until = years_after(max(lifted), 3) if len(lifted) == len(ends) and lifted else None
        return LetGo(kept=(Kept("privacy.holds", len(ends), until),)) if ends else LetGo()
