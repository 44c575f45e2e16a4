from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "coorum.integrations"
    label = "integrations"

    def ready(self) -> None:
        from coorum.base import mail
        from coorum.integrations import listeners, personal_data, retention  # noqa: F401

        mail.register("webhook_stopped", purpose="operate")
