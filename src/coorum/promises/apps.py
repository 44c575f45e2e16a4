from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "coorum.promises"
    label = "promises"
