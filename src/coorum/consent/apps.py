from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "coorum.consent"
    label = "consent"

    def ready(self) -> None:
        from coorum.consent import personal_data, retention, tombstones  # noqa: F401
