from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    name = "coorum.provision"
    label = "provision"

    def ready(self) -> None:
        from coorum.provision import listeners, personal_data, tombstones  # noqa: F401
