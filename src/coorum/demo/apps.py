from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "coorum.demo"
    label = "demo"
