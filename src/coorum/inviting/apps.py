from django.apps import AppConfig


class InvitingConfig(AppConfig):
    name = "coorum.inviting"
    label = "inviting"

    def ready(self) -> None:
        from coorum.inviting import personal_data, retention  # noqa: F401
