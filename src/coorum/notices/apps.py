from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "coorum.notices"
    label = "notices"

    def ready(self) -> None:
        from coorum.base import mail
        from coorum.notices import listeners, personal_data, telling  # noqa: F401

        mail.register("service_notice", purpose="notify")
