from django.apps import AppConfig


class CommandsConfig(AppConfig):
    name = "coorum.commands"
    label = "commands"
