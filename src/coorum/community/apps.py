from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "coorum.community"
    label = "community"

    def ready(self) -> None:
        from coorum.base import files
        from coorum.community import (  # noqa: F401
            events,
            indexing,
            listeners,
            matters,
            notice_kinds,
            personal_data,
            retention,
            telling,
            tombstones,
        )
        from coorum.community.models import Picture
        from coorum.community.queries.questions import number_unanswered
        from coorum.notices import alerts

        files.named_in(Picture, "renditions", inside="key")
        alerts.register("questions", number_unanswered)
