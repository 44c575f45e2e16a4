from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "coorum.signin"
    label = "signin"

    def ready(self) -> None:
        from django.urls import reverse

        from coorum.base import links, probes
        from coorum.signin.probing import sign_up

        probes.register("signin.sign_up", sign_up)
        links.register("sign_in", lambda _person_id: reverse("account_login"))
        links.register("invitation", lambda invitation_id: reverse("signin:invitation", args=[invitation_id]))
