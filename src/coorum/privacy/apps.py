from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "coorum.privacy"
    label = "privacy"

    def ready(self) -> None:
        from coorum.base import gates
        from coorum.privacy import personal_data, sealed_files, tombstones  # noqa: F401
        from coorum.privacy.clients import payments  # noqa: F401
        from coorum.privacy.retention import events, holds, rules  # noqa: F401

        gates.HOLD.guard(holds.ensure_not_held)
