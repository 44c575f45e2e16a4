from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "coorum.base"
    label = "base"

    def import_models(self) -> None:
        super().import_models()
        from coorum.base import heartbeat, outbox, shared_cache, tombstones, uses  # noqa: F401

    def ready(self) -> None:
        from coorum.base import database, operations, own_data, own_retention, relay  # noqa: F401
