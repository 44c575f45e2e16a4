from django.apps import AppConfig
from django.urls import reverse


class DeskConfig(AppConfig):
    name = "coorum.desk"
    label = "desk"

    def ready(self) -> None:
        from coorum.base import links

        links.register("enquiry", lambda enquiry_id: reverse("desk:enquiry", args=[enquiry_id]))
        links.register("desk_reports", lambda _case_id: reverse("desk:reports"))
        links.register("incident", lambda incident_id: reverse("desk:incident", args=[incident_id]))
        links.register("employee", lambda person_id: reverse("desk:employee", args=[person_id]))
        links.register("course", lambda course_id: reverse("desk:course", args=[course_id]))
        links.register("device", lambda device_id: reverse("desk:device", args=[device_id]))
        links.register("safeguard", lambda safeguard_id: reverse("desk:safeguard", args=[safeguard_id]))
        links.register("finding", lambda finding_id: reverse("desk:finding", args=[finding_id]))
        links.register("processor", lambda processor_id: reverse("desk:processor", args=[processor_id]))
