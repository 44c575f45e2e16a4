from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "coorum.api"
    label = "api"

    def ready(self) -> None:
        from coorum.api.description import as_text
        from coorum.web import descriptions

        descriptions.register("api/openapi.json", as_text)
