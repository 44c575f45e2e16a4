from django.apps import AppConfig


class FactorsConfig(AppConfig):
    name = "coorum.factors"
    label = "factors"

    def ready(self) -> None:
        from coorum.accounts import ways_in
        from coorum.base import mail
        from coorum.factors import listeners, personal_data, retention  # noqa: F401
        from coorum.factors.queries import passkeys_of

        ways_in.register("passkeys", lambda person: len(passkeys_of(person)))
        mail.register("factor_changed", "factor_lost_code", purpose="protect")
