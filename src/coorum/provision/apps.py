from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    name = "coorum.provision"
    label = "provision"

    def ready(self) -> None:
        from coorum.base import files, mail
        from coorum.provision import listeners, personal_data, retention, tombstones, tying  # noqa: F401
        from coorum.provision.models import ProvidedProfile

        mail.register("operator_task", "operator_stop", purpose="operate")
        files.named_in(ProvidedProfile, "avatar_key")
