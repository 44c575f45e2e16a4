from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "coorum.sites"
    label = "sites"

    def ready(self) -> None:
        from coorum.base import files
        from coorum.sites import personal_data, retention  # noqa: F401
        from coorum.sites.models import Site

        files.named_in(Site, "logo_key")
        files.named_in(Site, "hero_key")
