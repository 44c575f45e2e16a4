"""What the privacy room hands out about incidents that concern the person who asked."""

from collections.abc import Iterable, Mapping
from typing import Any

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
