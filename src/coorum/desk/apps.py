from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "coorum.desk"
    label = "desk"
