from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "coorum.search"
    label = "search"

    def ready(self) -> None:
        from coorum.search import personal_data  # noqa: F401
