from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "coorum.api"
    label = "api"

    def ready(self) -> None:
        from coorum.api.description import as_text
        from coorum.api.routes import probe
        from coorum.base import probes
        from coorum.web import descriptions

        probes.register("api.routes", probe)
        descriptions.register("api/openapi.json", as_text)
