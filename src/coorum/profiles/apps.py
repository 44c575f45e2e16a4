from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "coorum.profiles"
    label = "profiles"

    def ready(self) -> None:
        from coorum.profiles import listeners, personal_data, retention  # noqa: F401
