from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "coorum.accounts"
    label = "accounts"

    def ready(self) -> None:
        from coorum.accounts import personal_data, retention, tombstones  # noqa: F401
        from coorum.accounts.models import Member
        from coorum.base import files

        files.named_in(Member, "avatar_key")
