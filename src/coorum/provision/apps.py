from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    name = "coorum.provision"
    label = "provision"
