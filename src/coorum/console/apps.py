from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "coorum.console"
    label = "console"
