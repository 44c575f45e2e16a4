from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "coorum.organisation"
    label = "organisation"

    def ready(self) -> None:
        from coorum.base import mail
        from coorum.organisation import egress, personal_data, retention  # noqa: F401
        from coorum.organisation.people import personal_data as staff_data  # noqa: F401
        from coorum.organisation.premises import events as premises_events  # noqa: F401

        mail.register("processor_due", purpose="protect")
        mail.register("staff_due", purpose="protect")
