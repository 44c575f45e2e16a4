from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "coorum.consent"
    label = "consent"
