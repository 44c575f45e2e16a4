from django.apps import AppConfig
from django.urls import reverse


class DeskConfig(AppConfig):
    name = "coorum.desk"
    label = "desk"

    def ready(self) -> None:
        from coorum.base import links

        links.register("enquiry", lambda enquiry_id: reverse("desk:enquiry", args=[enquiry_id]))
        links.register("incident", lambda incident_id: reverse("desk:incident", args=[incident_id]))
        links.register("processor", lambda processor_id: reverse("desk:processor", args=[processor_id]))
