from django.apps import AppConfig


class OpenidConfig(AppConfig):
    name = "coorum.openid"
    label = "openid"

    def ready(self) -> None:
        from coorum.openid import listeners, personal_data, retention  # noqa: F401
