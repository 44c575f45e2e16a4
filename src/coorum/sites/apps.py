from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "coorum.sites"
    label = "sites"

    def ready(self) -> None:
        from coorum.sites import personal_data  # noqa: F401
