from django.apps import AppConfig


class LinkingConfig(AppConfig):
    name = "coorum.linking"
    label = "linking"

    def ready(self) -> None:
        from coorum.linking import events, listeners, personal_data, retention  # noqa: F401
