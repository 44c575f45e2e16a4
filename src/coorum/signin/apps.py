from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "coorum.signin"
    label = "signin"

    def ready(self) -> None:
        from django.urls import reverse

        from coorum.base import links

        links.register("invitation", lambda invitation_id: reverse("signin:invitation", args=[invitation_id]))
