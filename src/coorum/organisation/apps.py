from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "coorum.organisation"
    label = "organisation"
