from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "coorum.community"
    label = "community"

    def ready(self) -> None:
        from coorum.base import files
        from coorum.community import events, listeners, matters, personal_data, retention, tombstones  # noqa: F401
        from coorum.community.models import Picture

        files.named_in(Picture, "renditions", inside="key")
