from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "coorum.organisation"
    label = "organisation"

    def ready(self) -> None:
        from coorum.organisation import egress, personal_data  # noqa: F401
