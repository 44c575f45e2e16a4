from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "coorum.promises"
    label = "promises"

    def ready(self) -> None:
        from coorum.base import mail
        from coorum.promises import events, personal_data, retention, stated  # noqa: F401
        from coorum.promises.actions import telling  # noqa: F401

        mail.register("version_announced", purpose="notify")
