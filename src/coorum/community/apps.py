from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "coorum.community"
    label = "community"

    def ready(self) -> None:
        from coorum.community import events, listeners, personal_data  # noqa: F401
