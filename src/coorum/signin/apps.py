from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "coorum.signin"
    label = "signin"

    def ready(self) -> None:
        from django.urls import reverse

        from coorum.base import links, mail, probes
        from coorum.signin.probing import guessing, sign_up
        from coorum.signin.way import stop_links

        mail.register("verify_address", "already_registered", "recover", "no_account", purpose="operate")
        mail.register("address_changed", "password_changed", "password_recovered", purpose="protect")
        mail.register("show_again", "service_linked", "service_unlinked", purpose="protect")
        probes.register("signin.sign_up", sign_up)
        probes.register("signin.guessing", guessing)
        links.register("merging", lambda _merge_id: reverse("signin:merging"))
        links.register("recover", lambda _merge_id: reverse("signin:recover"))
        links.register("sign_in", lambda _person_id: reverse("account_login"))
        links.register("guardian", lambda _site_id: reverse("signin:guardian"))
        links.register("guardian_child", lambda _site_id: reverse("signin:guardian_child"))
        links.register("guardian_stop", lambda _site_id: reverse("signin:guardian_stop"))
        links.register(
            "stop_invitations", lambda mark: reverse("signin:stop_invitations", args=[stop_links.sign(mark.hex)])
        )
        links.register("invitation", lambda invitation_id: reverse("signin:invitation", args=[invitation_id]))
