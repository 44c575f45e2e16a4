from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "coorum.notices"
    label = "notices"

    def ready(self) -> None:
        from coorum.accounts.queries import count_unread_by
        from coorum.base import mail, senders
        from coorum.notices import listeners, personal_data, retention, telling  # noqa: F401
        from coorum.notices.inbox import letters
        from coorum.notices.inbox.queries.counting import unread_column

        mail.register("service_notice", purpose="notify")
        mail.register(letters.KIND, purpose="operate")
        senders.speaks_for_site(letters.KIND)
        count_unread_by(unread_column)
