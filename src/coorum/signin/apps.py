from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "coorum.signin"
    label = "signin"
