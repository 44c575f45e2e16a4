from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "coorum.sites"
    label = "sites"

    def ready(self) -> None:
        from coorum.base import files, senders
        from coorum.sites import personal_data, retention  # noqa: F401
        from coorum.sites.models import Site
        from coorum.sites.senders.queries import signed_by

        senders.ask(signed_by)
        files.named_in(Site, "logo_key")
        files.named_in(Site, "hero_key")
