from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "coorum.accounts"
    label = "accounts"

    def ready(self) -> None:
        from coorum.accounts import listeners, personal_data, retention, tombstones  # noqa: F401
        from coorum.accounts.models import Member
        from coorum.accounts.uses import ensure_may_use, ensure_may_write
        from coorum.base import files, mail, senders
        from coorum.base.gates import LETTER, PURPOSE

        LETTER.guard(ensure_may_write)
        PURPOSE.guard(ensure_may_use)
        mail.register("invitation", purpose="operate")
        senders.speaks_for_site("invitation")
        listeners.register()
        files.named_in(Member, "avatar_key")
