from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "coorum.enquiries"
    label = "enquiries"

    def ready(self) -> None:
        from coorum.base import mail
        from coorum.enquiries import attachments, events, personal_data, retention  # noqa: F401
        from coorum.enquiries.authorities import events as _  # noqa: F401
        from coorum.enquiries.clients import mailbox  # noqa: F401

        mail.register("enquiry_received", "enquiry_code", "enquiry_answer", "enquiry_forwarded", purpose="guide")
        mail.register("enquiry_care", "enquiry_handed_over", "enquiry_due", purpose="guide")
        mail.register("mail_probe", "mailbox_trouble", purpose="protect")
