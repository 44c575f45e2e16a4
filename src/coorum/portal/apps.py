from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "coorum.portal"
    label = "portal"

    def ready(self) -> None:
        from coorum.portal import addresses

        addresses.register()
