from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "coorum.notices"
    label = "notices"
