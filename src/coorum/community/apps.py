from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "coorum.community"
    label = "community"
