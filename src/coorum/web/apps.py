from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "coorum.web"
    label = "web"
