from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "coorum.base.ledger"
    label = "ledger"

    def ready(self) -> None:
        from coorum.base.ledger import personal_data, retention  # noqa: F401
