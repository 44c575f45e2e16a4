from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "coorum.enquiries"
    label = "enquiries"

    def ready(self) -> None:
        from coorum.enquiries import attachments, personal_data, retention  # noqa: F401
        from coorum.enquiries.clients import mailbox  # noqa: F401
