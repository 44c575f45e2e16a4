from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "coorum.privacy"
    label = "privacy"

    def ready(self) -> None:
        from coorum.privacy import personal_data, sealed_files  # noqa: F401
