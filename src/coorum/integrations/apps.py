from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "coorum.integrations"
    label = "integrations"

    def ready(self) -> None:
        from coorum.integrations import listeners, personal_data, retention  # noqa: F401
