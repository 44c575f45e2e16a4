from django.apps import AppConfig


class EmbedConfig(AppConfig):
    name = "coorum.embed"
    label = "embed"
