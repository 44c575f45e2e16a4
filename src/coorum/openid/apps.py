from django.apps import AppConfig


class OpenidConfig(AppConfig):
    name = "coorum.openid"
    label = "openid"

    def ready(self) -> None:
        from coorum.base import mail
        from coorum.openid import listeners, personal_data, retention  # noqa: F401

        mail.register("website_halted", purpose="operate")
