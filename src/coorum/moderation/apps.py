from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "coorum.moderation"
    label = "moderation"

    def ready(self) -> None:
        from coorum.base import mail, senders
        from coorum.moderation import events, letters, personal_data, retention  # noqa: F401
        from coorum.moderation.queries.cases import number_waiting
        from coorum.notices import alerts

        mail.register(*letters.KINDS, purpose=letters.ENFORCE)
        senders.speaks_for_site(*letters.KINDS)
        alerts.register("reports", number_waiting)
