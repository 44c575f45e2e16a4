"""What the privacy room hands out about incidents that concern the person who asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max

from coorum.base import clock
from coorum.base.letting_go import Kept, LetGo, years_after
from coorum.base.personal_data import Subject
from coorum.privacy.models.incidents import IncidentPerson


class Incidents:
    """Each incident in which the person is named, and when they were told. They belong to no site."""

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        if subject.site_id is not None:
            return
        rows = IncidentPerson.objects.filter(person=subject.person_id).select_related("incident").order_by("id")
        for row in rows:
            yield {"subject": row.incident.label, "noticed_at": row.incident.noticed_at, "told_at": row.told_at}

    def erase(self, subject: Subject) -> LetGo:
        """That somebody was named in an incident stays with its file, five years after the last step (obligations b-5)."""
        if subject.site_id is not None:
            return LetGo()
        named = IncidentPerson.objects.filter(person=subject.person_id)
        last = named.aggregate(last=Max("incident__steps__made_at"))["last"] or clock.now()
        return LetGo(kept=(Kept("privacy.incidents", named.count(), years_after(last, 5)),)) if named else LetGo()
