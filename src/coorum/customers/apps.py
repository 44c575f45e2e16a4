from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "coorum.customers"
    label = "customers"

    def ready(self) -> None:
        from coorum.base import mail
        from coorum.customers import events, listeners, personal_data, retention  # noqa: F401

        mail.register("customer_linked", "customer_unlinked", "customer_changes", purpose="protect")
