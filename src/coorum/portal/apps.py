from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "coorum.portal"
    label = "portal"
