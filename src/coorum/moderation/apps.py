from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "coorum.moderation"
    label = "moderation"
