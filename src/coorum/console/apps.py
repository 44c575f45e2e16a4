from django.apps import AppConfig
from django.urls import reverse


class ConsoleConfig(AppConfig):
    name = "coorum.console"
    label = "console"

    def ready(self) -> None:
        from coorum.base import links

        links.register("console_report", lambda case_id: reverse("console:report", args=[case_id]))
