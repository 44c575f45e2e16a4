from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "coorum.accounts"
    label = "accounts"

    def ready(self) -> None:
        from coorum.accounts import personal_data  # noqa: F401
