from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "coorum.privacy"
    label = "privacy"

    def ready(self) -> None:
        from coorum.base import gates, mail
        from coorum.privacy import personal_data, sealed_files, tombstones  # noqa: F401
        from coorum.privacy.actions import merging  # noqa: F401
        from coorum.privacy.clients import payments  # noqa: F401
        from coorum.privacy.guardians import events as guardian_events  # noqa: F401
        from coorum.privacy.guardians import listeners  # noqa: F401
        from coorum.privacy.retention import events, holds, rules  # noqa: F401

        mail.register(
            "request_told",
            "request_code",
            "requests_due",
            "holds_due",
            "agent_asked",
            "erasure_operator",
            purpose="guide",
        )
        mail.register("erasure_told", "erasure_done", "erasure_farewell", purpose="guide")
        mail.register("guardian_told", purpose="operate")
        mail.register("incident_person", "incident_operator", "account_unused", purpose="notify")
        mail.register("former_told", "incident_due", "accounts_merged", "merge_undone", purpose="protect")
        gates.HOLD.guard(holds.ensure_not_held)
